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
                    FOUND = ofTargets(['config', 'forge', 'kubeconfig', 'audit', 'slack']) {
                        answer('bakes.json', '''
                            if [ -n "$APP" ]; then set -- "$APP" "$ENVIRONMENT"; else set -- "--in=$ENVIRONMENT"; fi
                            gitops verify "$@" -o json > bakes.json
                        ''', [0, 5])
                    }
                    keep('bakes.json', [bakes: FOUND])
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
