pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 1, unit: 'HOURS')
    }
    stages {
        stage('Take away') {
            agent { label "${AGENT}" }
            steps {
                script {
                    checkUpstreams([:])
                    checkoutInventory()
                    def said = [:]
                    using([:], ['config', 'forge', 'audit', 'slack']) {
                        said = answer('previews.json', 'gitops preview prune "--actor=$ACTOR" -o json > previews.json', [0, 1, 3, 4])
                    }
                    if (said.error) {
                        fail(reasonOf(said, 1))
                    }
                    archiveArtifacts(artifacts: 'previews.json')
                    def left = said.previews.findAll { each -> each.error || !['committed', 'upToDate'].contains(each.outcome) }
                    currentBuild.description = 'took ' + (said.previews.size() - left.size()) + ' away'
                    if (left) {
                        WHY = brief('these stay: ' + left.collect { each -> each.app + ', request ' + each.request + ': ' + (each.error ?: each.reasons?.join('; ') ?: each.outcome) }.join(', '))
                        TOLD = saidBefore(WHY)
                        currentBuild.description = WHY
                        unstable(WHY)
                        tell('previews', '', null)
                    }
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                if (currentBuild.currentResult != 'UNSTABLE') {
                    tell('previews', '', null)
                }
            }
        }
    }
}
