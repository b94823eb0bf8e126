APP = ownPath()[0]
SAID = [:]

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 1, unit: 'HOURS')
    }
    stages {
        stage('Promote') {
            agent { label "${AGENT}" }
            stages {
                stage('Checkout') {
                    steps {
                        script {
                            checkUpstreams([:])
                            checkPath()
                            checkoutInventory()
                        }
                    }
                }
                stage('Diff') {
                    steps {
                        script {
                            using([:], ['config', 'forge', 'audit']) {
                                def plan = answer('plan.json', '''
                                    gitops promote "$APP" "--from=$SOURCE_ENV" "--to=$TARGET_ENV" "--actor=$ACTOR" --dry-run -o json > plan.json
                                ''')
                                writeFile(file: 'change.diff', text: plan.diff ?: '', encoding: 'UTF-8')
                            }
                        }
                    }
                }
                stage('Write') {
                    when {
                        expression { !params.DRY_RUN }
                    }
                    steps {
                        script {
                            using([:], ['config', 'forge', 'slack', 'audit']) {
                                SAID = answer('promotion.json', '''
                                    set -- "--from=$SOURCE_ENV" "--to=$TARGET_ENV" "--actor=$ACTOR" -o json
                                    if [ -n "$REASON" ]; then set -- "$@" "--reason=$REASON"; fi
                                    gitops promote "$APP" "$@" > promotion.json
                                ''')
                            }
                            currentBuild.description = outcomeOf(SAID)
                        }
                    }
                }
            }
            post {
                always {
                    archiveArtifacts(artifacts: 'plan.json, change.diff, promotion.json', allowEmptyArchive: true)
                }
            }
        }
        stage('Start the deployment') {
            when {
                expression { SAID.outcome == 'committed' }
            }
            steps {
                build(job: 'deploy-' + params.TARGET_ENV, wait: false, parameters: [
                    string(name: 'COMMIT', value: SAID.commit), string(name: 'REASON', value: params.REASON ?: '')])
            }
        }
    }
    post {
        unsuccessful {
            script {
                tell('promote', params.TARGET_ENV, null)
            }
        }
    }
}
