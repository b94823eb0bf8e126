APP = ownPath()[0]
SAID = [:]

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 1, unit: 'HOURS')
    }
    stages {
        stage('Release') {
            agent { label "${AGENT}" }
            stages {
                stage('Checkout') {
                    steps {
                        script {
                            checkUpstreams(JOB.builders ?: [:])
                            for (String upstream : upstreams()) {
                                if (JOB.builders?.get(upstream) && JOB.builders[upstream] != params.ENVIRONMENT) {
                                    fail('builds of ' + upstream + ' go to ' + JOB.builders[upstream] + ', not to ' + params.ENVIRONMENT)
                                }
                            }
                            checkoutInventory()
                        }
                    }
                }
                stage('Write') {
                    steps {
                        script {
                            using([ENVIRONMENT: params.ENVIRONMENT], ['config', 'forge', 'slack', 'audit']) {
                                SAID = answer('release.json', '''
                                    set -f
                                    set -- "--to=$ENVIRONMENT" "--actor=$ACTOR" -o json
                                    if [ -n "$BUILD_URL" ]; then set -- "$@" "--build-url=$BUILD_URL"; fi
                                    for image in $IMAGE; do set -- "$@" "--image=$image"; done
                                    if [ -n "$BUILD" ]; then set -- "$@" "--build=$BUILD"; fi
                                    if [ -n "$SOURCE_COMMIT" ]; then set -- "$@" "--source-commit=$SOURCE_COMMIT"; fi
                                    gitops release "$APP" "$@" > release.json
                                ''', [0, 4])
                            }
                            if (SAID.outcome == 'superseded') {
                                currentBuild.result = 'NOT_BUILT'
                            } else if (SAID.outcome == 'conflicting' || SAID.outcome == 'closed' || SAID.error) {
                                fail(reasonOf(SAID, 4))
                            }
                            currentBuild.description = outcomeOf(SAID)
                        }
                    }
                }
            }
            post {
                always {
                    archiveArtifacts(artifacts: 'release.json', allowEmptyArchive: true)
                }
            }
        }
        stage('Start the deployment') {
            when {
                expression { SAID.outcome == 'committed' }
            }
            steps {
                build(job: 'deploy-' + params.ENVIRONMENT, wait: false, parameters: [string(name: 'COMMIT', value: SAID.commit)])
            }
        }
    }
    post {
        unsuccessful {
            script {
                tell('release', params.ENVIRONMENT, null)
            }
        }
    }
}
