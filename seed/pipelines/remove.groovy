FOUND = []
LEFT = []
PLAN = [:]

/** Why a removal cannot be done now; empty where it can, or where only an approval is missing. */
String obstacle(plan) {
    plan.error || plan.reasons || !plan.commit ? reasonOf(plan, 2) : ''
}

/** The credentials of an environment; an id that names the application is completed here, as the inventory has it no longer. */
Map targetOf(pair) {
    def target = JOB.targets.find { each -> each.environment == pair.environment }
    target == null ? null : [environment: target.environment, kubeconfig: (target.kubeconfig ?: '').replace('{app}', pair.app)]
}

void inEnvironment(pair, List uses, Closure body) {
    def before = JOB.credentials
    JOB.credentials = (JOB.credentials ?: [:]) + [kubeconfig: targetOf(pair)?.kubeconfig ?: null]
    try {
        using([APP: pair.app, ENVIRONMENT: pair.environment, DIFF_DIGEST: pair.digest, APPROVER: pair.approver, NOTE: pair.note], uses, body)
    } finally {
        JOB.credentials = before
    }
}

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 12, unit: 'HOURS')
    }
    stages {
        stage('Look') {
            agent { label "${AGENT}" }
            steps {
                script {
                    checkUpstreams([:])
                    checkoutInventory()
                    def pending = []
                    using([:], ['config', 'forge', 'audit']) {
                        pending = answer('removed.json', 'gitops affected --removed -o json > removed.json')
                    }
                    for (Map pair : pending) {
                        if (!isLabel(pair.app) || !isLabel(pair.environment)) {
                            fail('the command named no application and environment, but ' + pair)
                        }
                        PLAN = [:]
                        inEnvironment(pair, ['config', 'forge', 'kubeconfig', 'audit']) {
                            PLAN = answer('plan.json', '''
                                gitops deploy "$APP" "$ENVIRONMENT" --removed --dry-run "--actor=$ACTOR" -o json > plan.json
                            ''', [0, 1, 2, 3])
                        }
                        String name = pair.app + ' in ' + pair.environment
                        String why = obstacle(PLAN)
                        if (why) {
                            LEFT << name + ': ' + why
                        } else {
                            writeFile(file: pair.app + '-' + pair.environment + '.diff', text: PLAN.diff ?: '', encoding: 'UTF-8')
                            FOUND << [app: pair.app, environment: pair.environment, name: name, digest: PLAN.diffDigest, approval: PLAN.approval]
                        }
                    }
                    archiveArtifacts(artifacts: 'removed.json, *.diff', allowEmptyArchive: true)
                    currentBuild.description = FOUND ? 'takes away ' + FOUND.collect { pair -> pair.name }.join(', ') : 'nothing to take away'
                }
            }
        }
        stage('Approval') {
            when {
                beforeAgent true
                expression { FOUND.any { pair -> lacks(pair.approval) } }
            }
            steps {
                script {
                    for (Map pair : FOUND) {
                        DOING = 'waiting for approval of the removal of ' + pair.name
                        def given = approvals(
                            pair.approval,
                            'the removal of ' + pair.name,
                            'Take ' + pair.name + ' out of its cluster? What goes is ' + env.BUILD_URL + 'artifact/' + pair.app + '-' + pair.environment + '.diff',
                            '')
                        pair.approver = given.APPROVER
                        pair.note = given.NOTE
                    }
                }
            }
        }
        stage('Take away') {
            when {
                beforeAgent true
                expression { FOUND }
            }
            agent { label "${AGENT}" }
            steps {
                script {
                    checkoutInventory()
                    for (Map pair : FOUND) {
                        inEnvironment(pair, ['config', 'forge', 'kubeconfig', 'slack', 'audit']) {
                            def said = answer('removal.json', '''
                                set -- "--actor=$ACTOR" -o json
                                rest="$APPROVER"
                                while [ -n "$rest" ]; do
                                    set -- "$@" "--approved-by=${rest%%,*}" "--approval-note=$NOTE" "--approval-url=$BUILD_URL" "--diff-digest=$DIFF_DIGEST"
                                    case "$rest" in *,*) rest="${rest#*,}" ;; *) rest= ;; esac
                                done
                                gitops deploy "$APP" "$ENVIRONMENT" --removed "$@" > removal.json
                            ''', [0, 3, 5])
                            if (said.outcome == 'failed' || said.outcome == 'refused') {
                                LEFT << pair.name + ': ' + reasonOf(said, 5)
                            }
                        }
                    }
                    archiveArtifacts(artifacts: 'removal.json', allowEmptyArchive: true)
                }
            }
        }
        stage('Tell') {
            when {
                beforeAgent true
                expression { LEFT }
            }
            steps {
                script {
                    WHY = brief(LEFT.join('; '))
                    TOLD = saidBefore(WHY)
                    currentBuild.description = WHY
                    unstable(WHY)
                    tell('remove', '', null)
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                if (currentBuild.currentResult != 'UNSTABLE') {
                    tell('remove', '', null)
                }
            }
        }
    }
}
