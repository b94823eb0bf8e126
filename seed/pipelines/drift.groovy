FOUND = []

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 6, unit: 'HOURS')
    }
    stages {
        stage('Compare') {
            agent { label "${AGENT}" }
            steps {
                script {
                    FOUND = ofTargets(['config', 'kubeconfig', 'audit', 'slack']) {
                        answer('drift.json', '''
                            if [ -n "$APP" ]; then set -- "$APP" "$ENVIRONMENT"; else set -- "--in=$ENVIRONMENT"; fi
                            gitops drift "$@" -o json > drift.json
                        ''', [0, 6])
                    }
                    keep('drift.json', [differences: FOUND])
                    if (FOUND) {
                        currentBuild.description = FOUND.size() + ' objects differ from what Git says'
                        unstable(currentBuild.description)
                    }
                }
            }
        }
        stage('Heal') {
            when {
                expression { FOUND.any { difference -> difference.heal } }
            }
            steps {
                script {
                    def healing = FOUND.findAll { difference -> difference.heal && isLabel(difference.app) && isLabel(difference.environment) }
                    for (String job : healing.collect { difference -> difference.app + '/deploy-' + difference.environment }.unique()) {
                        build(job: job, wait: false, parameters: [string(name: 'REASON', value: 'drift')])
                    }
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                if (currentBuild.currentResult != 'UNSTABLE') {
                    tell('drift', '', null)
                }
            }
        }
    }
}
