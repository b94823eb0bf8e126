APP = ownPath()[0]
TARGET = ''
HISTORY = []
SAID = [:]

/** A line of the history that a person can choose by: the commit first. */
@NonCPS
List choicesOf(List history) {
    history.collect { entry ->
        [entry.commit, entry.time, entry.operation, entry.verified ? 'verified' : 'not verified', entry.by].findAll { word -> word }.join(' ')
    }
}

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 12, unit: 'HOURS')
    }
    stages {
        stage('History') {
            when {
                beforeAgent true
                expression { params.TARGET_COMMIT?.trim() == 'choose' }
            }
            agent { label "${AGENT}" }
            steps {
                script {
                    checkUpstreams([:])
                    checkoutInventory()
                    using([ENVIRONMENT: params.ENVIRONMENT], ['config', 'audit']) {
                        HISTORY = answer('history.json', '''
                            gitops history "$APP" "--in=$ENVIRONMENT" --limit=30 -o json > history.json
                        ''')
                    }
                    if (!HISTORY) {
                        fail('there is nothing to go back to: ' + APP + ' has no history in ' + params.ENVIRONMENT)
                    }
                }
            }
        }
        stage('Target') {
            when {
                expression { params.TARGET_COMMIT?.trim() == 'choose' }
            }
            steps {
                script {
                    DOING = 'waiting for the choice of a target'
                    // An empty submitter would let anybody choose, a comma would name two people.
                    String person = starter()
                    if (person == 'jenkins' || person.contains(',')) {
                        fail('a target is chosen by who started the rollback, and no person did: name it in TARGET_COMMIT')
                    }
                    timeout(time: 1, unit: 'HOURS') {
                        def chosen = input(
                            message: 'What shall ' + APP + ' run in ' + params.ENVIRONMENT + '?',
                            ok: 'Roll back',
                            submitter: person,
                            parameters: [choice(name: 'TARGET', choices: choicesOf(HISTORY), description: 'The newest is first.')])
                        TARGET = chosen.tokenize(' ')[0]
                    }
                }
            }
        }
        stage('Roll back') {
            agent { label "${AGENT}" }
            stages {
                stage('Checkout') {
                    steps {
                        script {
                            checkUpstreams([:])
                            if (!TARGET) {
                                TARGET = params.TARGET_COMMIT?.trim() ?: ''
                            }
                            checkoutInventory()
                        }
                    }
                }
                stage('Diff') {
                    steps {
                        script {
                            using([ENVIRONMENT: params.ENVIRONMENT, TARGET: TARGET], ['config', 'forge', 'audit']) {
                                def plan = answer('plan.json', '''
                                    set -- "--in=$ENVIRONMENT" "--actor=$ACTOR" --dry-run -o json
                                    if [ -n "$TARGET" ]; then set -- "$@" "--to=$TARGET"; fi
                                    gitops rollback "$APP" "$@" > plan.json
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
                            using([ENVIRONMENT: params.ENVIRONMENT, TARGET: TARGET], ['config', 'forge', 'slack', 'audit']) {
                                SAID = answer('rollback.json', '''
                                    set -- "--in=$ENVIRONMENT" "--actor=$ACTOR" -o json
                                    if [ -n "$TARGET" ]; then set -- "$@" "--to=$TARGET"; fi
                                    if [ -n "$REASON" ]; then set -- "$@" "--reason=$REASON"; fi
                                    gitops rollback "$APP" "$@" > rollback.json
                                ''')
                            }
                            currentBuild.description = outcomeOf(SAID)
                        }
                    }
                }
            }
            post {
                always {
                    archiveArtifacts(artifacts: 'plan.json, change.diff, rollback.json', allowEmptyArchive: true)
                }
            }
        }
        stage('Deploy and verify') {
            when {
                expression { SAID.outcome == 'committed' }
            }
            steps {
                script {
                    DOING = 'waiting for deploy-' + params.ENVIRONMENT
                    def deployment = build(job: 'deploy-' + params.ENVIRONMENT, wait: true, propagate: false, parameters: [
                        string(name: 'COMMIT', value: SAID.commit ?: ''), string(name: 'REASON', value: params.REASON ?: '')])
                    if (deployment.result != 'SUCCESS') {
                        // The deployment has told people itself.
                        TOLD = true
                        fail('deploy-' + params.ENVIRONMENT + ' #' + deployment.number + ' ended as ' + deployment.result + ': ' + (deployment.description ?: deployment.absoluteUrl))
                    }
                    currentBuild.description = deployment.description
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                tell('rollback', params.ENVIRONMENT, SAID.commit)
            }
        }
    }
}
