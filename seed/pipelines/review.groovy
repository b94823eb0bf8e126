REVIEWED = ''
// As much as the command writes, and a little more.
LARGEST = 40000000

/** What git takes for a branch, and no option. */
@NonCPS
boolean isBranch(name) {
    name instanceof String && name.length() <= 250 && name ==~ /[A-Za-z0-9_][A-Za-z0-9_.\/+@#=-]*/ && !name.contains('..') && !name.contains('@{') && !name.endsWith('/') && !name.endsWith('.lock')
}

/** A branch of people and the protected one, with their history, which a review compares. */
@NonCPS
Map bothOf(String repository, String branch, String target, String credentials) {
    def remote = [name: 'origin', url: repository, refspec: [target, branch].collect { name -> '+refs/heads/' + name + ':refs/remotes/origin/' + name }.join(' ')]
    if (credentials) {
        remote.credentialsId = credentials
    }
    [
        $class: 'GitSCM',
        branches: [[name: 'refs/heads/' + branch]],
        userRemoteConfigs: [remote],
        extensions: [[$class: 'CloneOption', noTags: true, honorRefspec: true]]
    ]
}

pipeline {
    agent none
    options {
        skipDefaultCheckout()
        timeout(time: 1, unit: 'HOURS')
    }
    stages {
        // Renders what anybody may push: on an agent apart from deliveries', with no login but the checkout's own.
        stage('Review') {
            agent { label "${env.GITOPS_CHECK_AGENT ?: 'gitops-check'}" }
            steps {
                script {
                    for (String upstream : upstreams()) {
                        if (!upstream.startsWith(JOB.folder + '/config/')) {
                            fail(upstream + ' may not start this job')
                        }
                    }
                    if (!isBranch(params.BRANCH)) {
                        fail('BRANCH is no name of a branch')
                    }
                    DOING = 'fetching ' + params.BRANCH
                    checkout(poll: false, changelog: false, scm: bothOf(JOB.inventory.repository, params.BRANCH, JOB.inventory.branch, JOB.inventory.credentials))
                    using([TARGET: JOB.inventory.branch], []) {
                        DOING = 'reviewing ' + params.BRANCH
                        int code = sh(returnStatus: true, script: '''
                            rm -rf review && mkdir review
                            to=$(git rev-parse HEAD)
                            from=$(git rev-parse --verify "refs/remotes/origin/$TARGET")
                            code=0
                            gitops review --clone . --from "$from" --to "$to" --write review -o json > answer.json || code="$?"
                            # What failed answers with an error, not with a verdict.
                            if grep -q '"verdict"' answer.json; then cp answer.json review/review.json; fi
                            exit "$code"
                        ''')
                        if (!fileExists('review/review.json')) {
                            fail(reasonOf(parsed(readFile(file: 'answer.json', encoding: 'UTF-8').trim() ?: '{}'), code))
                        }
                        REVIEWED = sh(returnStdout: true, script: 'git rev-parse HEAD').trim()
                        int size = sh(returnStdout: true, script: 'cat review/* | wc -c').trim() as int
                        if (size > LARGEST) {
                            fail('the review is larger than ' + LARGEST + ' bytes')
                        }
                    }
                    archiveArtifacts(artifacts: 'review/*')
                    stash(name: 'review', includes: 'review/review.json')
                }
            }
        }
        // Holds the host's login: it gets the review as data, which the command checks, and nothing else of the branch.
        stage('Tell') {
            agent { label "${AGENT}" }
            steps {
                script {
                    checkoutInventory()
                    sh 'rm -rf review'
                    unstash('review')
                    using([BRANCH: params.BRANCH, COMMIT: REVIEWED, PAGE: env.BUILD_URL ? env.BUILD_URL + 'artifact/review/review.html' : ''], ['config', 'forge']) {
                        def told = answer('told.json', '''
                            set -- "--branch=$BRANCH" "--commit=$COMMIT" -o json
                            if [ -n "$PAGE" ]; then set -- "$@" "--page=$PAGE"; fi
                            gitops tell review/review.json "$@" > told.json
                        ''', [0, 4])
                        currentBuild.description = brief(params.BRANCH + ': ' + told.outcome + ' ' + (told.url ?: ''))
                    }
                }
            }
        }
    }
    post {
        unsuccessful {
            script {
                if (currentBuild.currentResult != 'UNSTABLE') {
                    tell('review', '', null)
                }
            }
        }
    }
}
