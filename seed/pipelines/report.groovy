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
                        sh 'rm -rf report && gitops report --out report'
                    }
                    archiveArtifacts(artifacts: 'report/**')
                }
            }
        }
    }
}
