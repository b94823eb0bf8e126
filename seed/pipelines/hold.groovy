APP = ownPath()[0]
SAID = [:]

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 1, unit: 'HOURS')
    }
    stages {
        stage('Hold') {
            agent { label "${AGENT}" }
            steps {
                script {
                    checkUpstreams([:])
                    checkoutInventory()
                    using([ENVIRONMENT: params.ENVIRONMENT], ['config', 'forge', 'slack', 'audit']) {
                        SAID = answer('hold.json', '''
                            set -- "--in=$ENVIRONMENT" "--actor=$ACTOR" -o json
                            if [ "$ACTION" = RELEASE ]; then set -- "$@" --release; fi
                            if [ -n "$REASON" ]; then set -- "$@" "--reason=$REASON"; fi
                            gitops hold "$APP" "$@" > hold.json
                        ''')
                    }
                    currentBuild.description = (params.ACTION == 'RELEASE' ? 'lifts the hold: ' : 'holds: ') + SAID.outcome
                    archiveArtifacts(artifacts: 'hold.json')
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                tell('hold', params.ENVIRONMENT, null)
            }
        }
    }
}
