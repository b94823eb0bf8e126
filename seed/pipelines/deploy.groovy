APP = ownPath()[0]
ENVIRONMENT = ownPath()[1].substring('deploy-'.length())
PLAN = [:]
OUTCOME = ''
APPROVAL = [:]
QUESTION = 'waits for approval of '
DELIVERS = 'delivers '
APPROVED = ' as approved here'
OVERTAKEN_BY_COMMAND = ['apply', 'argocd', 'flux', 'rendered']
// Milliseconds since its begin that a build waits for an older one that people approved and that delivers.
PATIENCE = 600000

/** The older build of this job that this one waits for; 0 where there is none. */
@NonCPS
int olderAtWork(String digest, boolean patient) {
    def older = currentBuild.previousBuildInProgress
    while (older != null) {
        String said = older.description ?: ''
        if (!said.startsWith(QUESTION) && !givesWay(said, digest, patient)) {
            return older.number
        }
        older = older.previousBuildInProgress
    }
    0
}

/**
 * Whether the command itself ends an older delivery, which may hang, in favour of a newer commit. It does not for the same change, which has a turn after it, nor for deliveries that two commands must not make at once.
 * Where people approved the older one they will be asked again, and a plan that is made now is another one once that is verified: it has some time for that.
 */
@NonCPS
boolean givesWay(String said, String digest, boolean patient) {
    boolean delivers = said.startsWith(DELIVERS) && OVERTAKEN_BY_COMMAND.any { kind -> said.endsWith(' by ' + kind) }
    delivers && !(digest && said.contains(', ' + digest + ' ')) && !(patient && said.contains(APPROVED))
}

/** The older build of this job that delivers the same change, as [number, url]. */
@NonCPS
List olderDelivering(String digest) {
    def older = currentBuild.previousBuildInProgress
    while (older != null) {
        String said = older.description ?: ''
        if (digest && said.startsWith(DELIVERS) && said.contains(', ' + digest + ' ')) {
            return [older.number, older.absoluteUrl]
        }
        older = older.previousBuildInProgress
    }
    []
}

/** The older build of this job that waits for an answer, as [number, question, url]. */
@NonCPS
List olderAsking() {
    def older = currentBuild.previousBuildInProgress
    while (older != null) {
        if ((older.description ?: '').startsWith(QUESTION)) {
            return [older.number, older.description, older.absoluteUrl]
        }
        older = older.previousBuildInProgress
    }
    []
}

/** Waits on no agent until older builds of this job have ended, ask, or deliver what a newer commit overtakes. */
void awaitTurn(String digest) {
    DOING = 'waiting for an older build of this job'
    if (olderAtWork(digest, currentBuild.duration < PATIENCE)) {
        waitUntil(initialRecurrencePeriod: 1000, quiet: true) { olderAtWork(digest, currentBuild.duration < PATIENCE) == 0 }
    }
}

@NonCPS
boolean dispatched() {
    def jobs = upstreams()
    jobs && !personBehind(currentBuild) && jobs.every { job -> job.substring(job.lastIndexOf('/') + 1).startsWith('dispatch') }
}

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 12, unit: 'HOURS')
    }
    stages {
        stage('Turn') {
            steps {
                script {
                    checkUpstreams([:])
                    if (params.COMMIT?.trim() && JOB.commits == 'jobs' && !upstreams()) {
                        fail(ENVIRONMENT + ' is protected: people deploy the tip of its branch, so leave COMMIT empty; promote and rollback name their commit themselves')
                    }
                    if (!params.DRY_RUN) {
                        awaitTurn('')
                    }
                }
            }
        }
        stage('Plan') {
            agent { label "${AGENT}" }
            options {
                timeout(time: 30, unit: 'MINUTES')
            }
            stages {
                stage('Checkout') {
                    steps {
                        script {
                            checkoutInventory()
                        }
                    }
                }
                stage('Still asked for') {
                    when {
                        expression { dispatched() }
                    }
                    steps {
                        script {
                            using([:], ['config', 'forge', 'audit']) {
                                def pending = answer('pending.json', '''
                                    gitops affected --undeployed "--app=$APP" "--in=$ENVIRONMENT" -o json > pending.json
                                ''')
                                if (!pending) {
                                    over('is deployed as Git has it')
                                }
                            }
                        }
                    }
                }
                stage('Validate') {
                    steps {
                        script {
                            using([:], ['config']) {
                                answer('manifests.json', '''
                                    set -- -o json
                                    if [ -n "$COMMIT" ]; then set -- "$@" "--commit=$COMMIT"; fi
                                    gitops render "$APP" "$ENVIRONMENT" --mask "$@" > manifests.json
                                ''')
                            }
                        }
                    }
                }
                stage('Diff') {
                    steps {
                        script {
                            using([:], ['config', 'forge', 'kubeconfig', 'audit']) {
                                PLAN = answer('plan.json', '''
                                    set -- --dry-run "--actor=$ACTOR" -o json
                                    if [ -n "$COMMIT" ]; then set -- "$@" "--commit=$COMMIT"; fi
                                    if [ -n "$REASON" ]; then set -- "$@" "--reason=$REASON"; fi
                                    gitops deploy "$APP" "$ENVIRONMENT" "$@" > plan.json
                                ''', [0, 3])
                            }
                            writeFile(file: 'change.diff', text: PLAN.remove('diff') ?: '', encoding: 'UTF-8')
                            // A missing approval is asked for below; any other refusal ends here.
                            if (PLAN.error || PLAN.reasons) {
                                fail(reasonOf(PLAN, 3))
                            }
                            currentBuild.description = (params.DRY_RUN ? 'dry run of ' : 'plans ') + PLAN.commit
                        }
                    }
                }
            }
            post {
                always {
                    archiveArtifacts(artifacts: 'plan.json, change.diff', allowEmptyArchive: true)
                }
            }
        }
        stage('Overtake') {
            when {
                beforeAgent true
                expression { !params.DRY_RUN }
            }
            steps {
                script {
                    def same = olderDelivering(PLAN.diffDigest ?: '')
                    if (same && dispatched()) {
                        over('the same is delivered in #' + same[0] + ', ' + same[1])
                    }
                    def older = olderAsking()
                    if (lacks(PLAN.approval) && older && older[1] == QUESTION + PLAN.commit + ', ' + PLAN.diffDigest) {
                        over('the same is asked in #' + older[0] + ', ' + older[2])
                    }
                    // Whoever passes a milestone ends the older builds that have passed only lower ones: the one that still asks.
                    if (older) {
                        milestone(ordinal: older[0])
                    }
                    milestone(ordinal: currentBuild.number)
                }
            }
        }
        stage('Approval') {
            when {
                beforeAgent true
                expression { !params.DRY_RUN && lacks(PLAN.approval) }
            }
            steps {
                script {
                    DOING = 'waiting for approval'
                    APPROVAL = approvals(
                        PLAN.approval,
                        'this deployment of ' + APP + ' to ' + ENVIRONMENT,
                        'Deploy ' + APP + ' at ' + PLAN.commit + ' to ' + ENVIRONMENT + '? The diff is ' + env.BUILD_URL + 'artifact/change.diff',
                        QUESTION + PLAN.commit + ', ' + PLAN.diffDigest)
                    currentBuild.description = 'approved by ' + APPROVAL.APPROVER + ': ' + PLAN.commit
                }
            }
        }
        stage('Turn to deliver') {
            when {
                beforeAgent true
                expression { !params.DRY_RUN }
            }
            steps {
                script {
                    milestone(ordinal: LAST_MILESTONE)
                    awaitTurn(PLAN.diffDigest ?: '')
                    DOING = 'waiting for an agent to deliver'
                }
            }
        }
        stage('Deliver') {
            when {
                beforeAgent true
                expression { !params.DRY_RUN }
            }
            agent { label "${AGENT}" }
            options {
                timeout(time: 2, unit: 'HOURS')
            }
            stages {
                stage('Checkout again') {
                    steps {
                        script {
                            checkoutInventory()
                        }
                    }
                }
                stage('Deploy, verify and record') {
                    steps {
                        script {
                            def values = [PLANNED: PLAN.commit, APPROVER: APPROVAL.APPROVER, NOTE: line(APPROVAL.NOTE), DIFF_DIGEST: PLAN.diffDigest]
                            using(values, ['config', 'forge', 'kubeconfig', 'slack', 'audit']) {
                                currentBuild.description = DELIVERS + PLAN.commit + ', ' + PLAN.diffDigest + (APPROVAL.APPROVER ? APPROVED : '') + ' by ' + PLAN.delivery
                                def said = answer('deployment.json', '''
                                    set -- "--commit=$PLANNED" "--actor=$ACTOR" -o json
                                    if [ -n "$REASON" ]; then set -- "$@" "--reason=$REASON"; fi
                                    rest="$APPROVER"
                                    while [ -n "$rest" ]; do
                                        set -- "$@" "--approved-by=${rest%%,*}" "--approval-note=$NOTE" "--approval-url=$BUILD_URL" "--diff-digest=$DIFF_DIGEST"
                                        case "$rest" in *,*) rest="${rest#*,}" ;; *) rest= ;; esac
                                    done
                                    gitops deploy "$APP" "$ENVIRONMENT" "$@" > deployment.json
                                ''', [0, 5])
                                if (said.failure?.reason == 'Overtaken') {
                                    over(reasonOf(said, 5))
                                }
                                if (!(said.outcome in ['verified', 'unchanged'])) {
                                    fail(reasonOf(said, 5))
                                }
                                currentBuild.description = said.outcome + ' ' + said.commit
                                OUTCOME = said.outcome
                            }
                        }
                    }
                }
            }
            post {
                always {
                    archiveArtifacts(artifacts: 'deployment.json', allowEmptyArchive: true)
                }
            }
        }
        stage('What comes after') {
            when {
                beforeAgent true
                expression { OUTCOME == 'verified' && JOB.next }
            }
            steps {
                script {
                    // The dispatcher finds it at its next hour as well.
                    for (String dispatcher : JOB.next) {
                        try {
                            build(job: '/' + JOB.folder + '/deliver/' + dispatcher, wait: false)
                        } catch (hudson.AbortException missing) {
                            echo(dispatcher + ' could not be started')
                        }
                    }
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                tell('deploy', ENVIRONMENT, PLAN.commit)
            }
        }
    }
}
