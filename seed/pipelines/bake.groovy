FOUND = []

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 6, unit: 'HOURS')
    }
    stages {
        stage('Look') {
            agent { label "${AGENT}" }
            steps {
                script {
                    checkUpstreams([:])
                    checkoutInventory()
                    for (Map target : JOB.targets) {
                        JOB.credentials = (JOB.credentials ?: [:]) + [kubeconfig: target.kubeconfig]
                        using([ENVIRONMENT: target.environment, APP: target.app], ['config', 'forge', 'kubeconfig', 'audit', 'slack']) {
                            FOUND += answer('bakes.json', '''
                                if [ -n "$APP" ]; then set -- "$APP" "$ENVIRONMENT"; else set -- "--in=$ENVIRONMENT"; fi
                                gitops verify "$@" -o json > bakes.json
                            ''', [0, 5])
                        }
                    }
                    writeFile(file: 'bakes.json', text: groovy.json.JsonOutput.toJson([bakes: FOUND]), encoding: 'UTF-8')
                    archiveArtifacts(artifacts: 'bakes.json')
                    def failed = FOUND.findAll { bake -> bake.state == 'failed' }
                    currentBuild.description = FOUND.count { bake -> bake.state == 'baking' } + ' bake'
                    if (failed) {
                        currentBuild.description = brief('failed in their bake: ' + failed.collect { bake -> bake.app + ' in ' + bake.environment }.join(', '))
                        unstable(currentBuild.description)
                    }
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                if (currentBuild.currentResult != 'UNSTABLE') {
                    tell('bake', '', null)
                }
            }
        }
    }
}
