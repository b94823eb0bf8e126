SAID = [:]

/** Of a train in a few words: how it ended, how many go, who is left out. */
@NonCPS
String inWords(said) {
    def going = (said.changes ?: []).collect { change -> outcomeOf(change) + ' (' + (change.apps ?: []).size() + ' applications)' }
    def kept = (said.leftOut ?: []).findAll { each -> each.outcome != 'upToDate' }.collect { each -> each.app }
    (going.join('; ') ?: 'nothing goes') + (kept ? '; left out: ' + kept.join(', ') : '')
}

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
                            using([STRICT_TRAIN: params.STRICT ? 'yes' : ''], ['config', 'forge', 'audit']) {
                                def plan = answer('plan.json', '''
                                    set -- "--from=$SOURCE_ENV" "--to=$TARGET_ENV" "--actor=$ACTOR" --dry-run -o json
                                    if [ -n "$TEAM" ]; then set -- "$@" "--team=$TEAM"; fi
                                    if [ -n "$STRICT_TRAIN" ]; then set -- "$@" --strict; fi
                                    gitops promote --all "$@" > plan.json
                                ''')
                                writeFile(file: 'change.diff', text: (plan.changes ?: []).collect { change -> change.diff ?: '' }.join('\n'), encoding: 'UTF-8')
                                currentBuild.description = (params.DRY_RUN ? 'dry run: ' : 'plans ') + brief(inWords(plan))
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
                            using([STRICT_TRAIN: params.STRICT ? 'yes' : ''], ['config', 'forge', 'slack', 'audit']) {
                                SAID = answer('train.json', '''
                                    set -- "--from=$SOURCE_ENV" "--to=$TARGET_ENV" "--actor=$ACTOR" -o json
                                    if [ -n "$TEAM" ]; then set -- "$@" "--team=$TEAM"; fi
                                    if [ -n "$STRICT_TRAIN" ]; then set -- "$@" --strict; fi
                                    if [ -n "$REASON" ]; then set -- "$@" "--reason=$REASON"; fi
                                    gitops promote --all "$@" > train.json
                                ''')
                            }
                            currentBuild.description = brief(inWords(SAID))
                        }
                    }
                }
            }
            post {
                always {
                    archiveArtifacts(artifacts: 'plan.json, change.diff, train.json', allowEmptyArchive: true)
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                tell('train', '', null)
            }
        }
    }
}
