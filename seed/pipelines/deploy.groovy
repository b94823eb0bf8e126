APP = ownPath()[0]
ENVIRONMENT = ownPath()[1].substring('deploy-'.length())
PLAN = [:]
APPROVAL = [:]

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 12, unit: 'HOURS')
    }
    stages {
        stage('Plan') {
            agent { label "${AGENT}" }
            options {
                timeout(time: 30, unit: 'MINUTES')
            }
            stages {
                stage('Checkout') {
                    steps {
                        script {
                            checkUpstreams([:])
                            checkoutInventory()
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
                                    gitops render "$APP" "$ENVIRONMENT" "$@" > manifests.json
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
                            currentBuild.description = (params.DRY_RUN ? 'dry run of ' : '') + PLAN.commit
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
        stage('Approval') {
            when {
                beforeAgent true
                expression { !params.DRY_RUN && PLAN.approval?.required && !PLAN.approval.given }
            }
            steps {
                script {
                    DOING = 'waiting for approval'
                    // An empty submitter would let anybody approve, a comma would name two people.
                    def approvers = (PLAN.approval.approvers ?: []).findAll { name -> name && !name.contains(',') }
                    if (!approvers) {
                        fail('nobody may approve this deployment of ' + APP + ' to ' + ENVIRONMENT + ': the inventory names no approver, or only who asked for it')
                    }
                    timeout(time: 8, unit: 'HOURS') {
                        APPROVAL = input(
                            message: 'Deploy ' + APP + ' at ' + PLAN.commit + ' to ' + ENVIRONMENT + '? The diff is ' + env.BUILD_URL + 'artifact/change.diff',
                            ok: 'Approve',
                            submitter: approvers.join(','),
                            submitterParameter: 'APPROVER',
                            parameters: [text(name: 'NOTE', defaultValue: '', description: 'A note for the record.')])
                    }
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
                                def said = answer('deployment.json', '''
                                    set -- "--commit=$PLANNED" "--actor=$ACTOR" -o json
                                    if [ -n "$REASON" ]; then set -- "$@" "--reason=$REASON"; fi
                                    if [ -n "$APPROVER" ]; then
                                        set -- "$@" "--approved-by=$APPROVER" "--approval-note=$NOTE" "--approval-url=$BUILD_URL" "--diff-digest=$DIFF_DIGEST"
                                    fi
                                    gitops deploy "$APP" "$ENVIRONMENT" "$@" > deployment.json
                                ''')
                                currentBuild.description = said.outcome + ' ' + said.commit
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
    }
    post {
        unsuccessful {
            script {
                tell('deploy', ENVIRONMENT, PLAN.commit)
            }
        }
    }
}
