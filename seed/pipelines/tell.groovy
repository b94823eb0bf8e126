pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 1, unit: 'HOURS')
    }
    stages {
        stage('Tell') {
            agent { label "${AGENT}" }
            steps {
                script {
                    checkUpstreams([(JOB.folder + '/seed'): ''])
                    if (!upstreams()) {
                        fail('only the seed may start this job')
                    }
                    checkoutInventory()
                    // The seed may have failed because the inventory cannot be read, which the command would have to: then the build's page alone tells.
                    using([FAILED: params.JOB], ['slack']) {
                        sh '''
                            set -- "--job=$FAILED" "--reason=$WHY"
                            if [ -n "$LINK" ]; then set -- "$@" "--build-url=$LINK"; fi
                            gitops notify "$@"
                        '''
                    }
                    currentBuild.description = brief(params.JOB + ': ' + params.WHY)
                }
            }
        }
    }
}
