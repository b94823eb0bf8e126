PENDING = []

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
                        def remote = [url: polled.repository]
                        if (JOB.credentials?.config) {
                            remote.credentialsId = JOB.credentials.config
                        }
                        dir('polled') {
                            // A name each, or Jenkins takes two branches of a repository for one.
                            checkout(poll: true, changelog: true, scm: [
                                $class: 'GitSCM',
                                branches: [[name: 'refs/heads/' + polled.branch]],
                                userRemoteConfigs: [remote],
                                extensions: [
                                    [$class: 'ScmName', name: polled.repository + ' ' + polled.branch],
                                    [$class: 'CloneOption', shallow: true, depth: 1, noTags: true],
                                    [$class: 'SparseCheckoutPaths', sparseCheckoutPaths: [[path: '/*'], [path: '!/*/']]]
                                ]
                            ])
                        }
                    }
                    checkoutInventory()
                    using([REPOSITORY: JOB.repository], ['config', 'forge', 'audit']) {
                        PENDING = answer('pending.json', '''
                            set -- --undeployed -o json
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
                expression { PENDING }
            }
            steps {
                script {
                    def lost = []
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
                    currentBuild.description = 'started ' + (PENDING.size() - lost.size())
                    if (lost) {
                        unstable('these could not be started, run the seed: ' + lost.join(', '))
                    }
                }
            }
        }
    }
}
