PENDING = []
SEED = ''

/** Whether the seed was started for these files by the build before: it says itself why it failed, and is tried again every hour. */
@NonCPS
boolean seedWasStartedFor(String files) {
    def earlier = currentBuild.previousBuild
    boolean hourly = currentBuild.getBuildCauses().any { cause -> cause._class == 'hudson.triggers.TimerTrigger$TimerTriggerCause' }
    !hourly && (earlier?.description ?: '').contains('the seed for ' + files)
}

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 1, unit: 'HOURS')
    }
    stages {
        stage('Find') {
            agent { label "${AGENT}" }
            steps {
                script {
                    checkUpstreams([(JOB.folder + '/seed'): ''])
                    for (Map polled : JOB.polls) {
                        DOING = 'looking at ' + polled.branch + ' of ' + polled.repository
                        dir('polled') {
                            // A name each, or Jenkins takes two branches of a repository for one.
                            checkout(poll: true, changelog: true, scm: tipOf(polled.repository, polled.branch, JOB.credentials?.config, [
                                [$class: 'ScmName', name: polled.repository + ' ' + polled.branch],
                                [$class: 'SparseCheckoutPaths', sparseCheckoutPaths: [[path: '/*'], [path: '!/*/']]]
                            ]))
                        }
                    }
                    checkoutInventory()
                    if (JOB.made) {
                        DOING = 'comparing the inventory with what the jobs were made from'
                        withEnv(variables([MADE: JOB.made.collect { made -> made.key }.join('\n')])) {
                            String files = sh(returnStdout: true, script: '''
                                printf '%s\\n' "$MADE" | while IFS= read -r path; do git rev-parse --verify --quiet "HEAD:$path" || echo none; done
                            ''').trim()
                            if (files != JOB.made.collect { made -> made.value }.join('\n')) {
                                SEED = files.tokenize('\n').collect { id -> id.take(12) }.join(' ')
                            }
                        }
                    }
                    using([REPOSITORY: JOB.repository], ['config', 'forge', 'audit']) {
                        PENDING = answer('pending.json', '''
                            set -- --undeployed --removed -o json
                            if [ -n "$REPOSITORY" ]; then set -- "$@" "--repository=$REPOSITORY"; fi
                            gitops affected "$@" > pending.json
                        ''')
                    }
                    archiveArtifacts(artifacts: 'pending.json')
                }
            }
        }
        stage('Start') {
            when {
                expression { PENDING || SEED }
            }
            steps {
                script {
                    def lost = []
                    if (SEED && !seedWasStartedFor(SEED)) {
                        build(job: '/' + JOB.folder + '/seed', wait: false)
                    }
                    def removed = PENDING.findAll { pair -> pair.removed }
                    if (removed) {
                        try {
                            build(job: 'remove', wait: false)
                        } catch (hudson.AbortException missing) {
                            lost << 'remove'
                        }
                    }
                    PENDING = PENDING.findAll { pair -> !pair.removed }
                    for (Map pair : PENDING) {
                        if (!isLabel(pair.app) || !isLabel(pair.environment)) {
                            fail('the command named no application and environment, but ' + pair)
                        }
                        try {
                            build(job: pair.app + '/deploy-' + pair.environment, wait: false)
                        } catch (hudson.AbortException missing) {
                            lost << pair.app + '/deploy-' + pair.environment
                        }
                    }
                    currentBuild.description = 'started ' + (PENDING.size() + (removed ? 1 : 0) - lost.size()) + (SEED ? ' and the seed for ' + SEED : '')
                    if (lost) {
                        WHY = brief('these could not be started, run the seed: ' + lost.join(', '))
                        TOLD = saidBefore(WHY)
                        currentBuild.description = WHY
                        unstable(WHY)
                        tell('dispatch', '', null)
                    }
                }
            }
        }
        stage('Take up') {
            when {
                beforeAgent true
                expression { JOB.takesUp }
            }
            agent { label "${AGENT}" }
            steps {
                script {
                    checkoutInventory()
                    using([REPOSITORY: JOB.repository], ['config', 'forge', 'audit', 'slack']) {
                        def due = answer('due.json', '''
                            set -- --due -o json
                            if [ -n "$REPOSITORY" ]; then set -- "$@" "--repository=$REPOSITORY"; fi
                            gitops promote "$@" > due.json
                        ''')
                        if (due) {
                            currentBuild.description = (currentBuild.description ? currentBuild.description + ', ' : '') + 'promoted ' + due.size()
                        }
                    }
                    archiveArtifacts(artifacts: 'due.json', allowEmptyArchive: true)
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                if (currentBuild.currentResult != 'UNSTABLE') {
                    tell('dispatch', '', null)
                }
            }
        }
    }
}
