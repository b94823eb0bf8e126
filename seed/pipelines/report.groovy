pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 2, unit: 'HOURS')
    }
    stages {
        stage('Report') {
            agent { label "${AGENT}" }
            steps {
                script {
                    checkUpstreams([:])
                    checkoutInventory()
                    using([:], ['config', 'audit']) {
                        DOING = 'writing the report'
                        sh 'rm -rf report && gitops report --out report'
                    }
                    archiveArtifacts(artifacts: 'report/**')
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                if (currentBuild.currentResult != 'UNSTABLE') {
                    tell('report', '', null)
                }
            }
        }
    }
}
