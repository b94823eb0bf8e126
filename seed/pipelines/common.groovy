// Stands before every pipeline of this folder. GITOPS_JOB, above, is what jobs.json says of this job; application and environment come from the job's own path.
JOB = parsed(GITOPS_JOB)
AGENT = JOB.agent
APP = ''
ENVIRONMENT = ''
DOING = 'starting'
WHY = ''
TOLD = false
ASKING = false
// Above every number of a build: who has passed this milestone is not ended by a newer build.
LAST_MILESTONE = 2147483647

/** JSON as maps and lists that are saved with the build, which the parser's own are not. */
@NonCPS
def parsed(String text) {
    plain(new groovy.json.JsonSlurper().parseText(text))
}

@NonCPS
def plain(value) {
    if (value instanceof Map) {
        def copy = [:]
        value.each { key, part -> copy[key as String] = plain(part) }
        return copy
    }
    value instanceof List ? value.collect { part -> plain(part) } : value
}

/** The job's path below the folder of deliveries, as [application, job] or [job]. */
def ownPath() {
    currentBuild.fullProjectName.substring((JOB.folder + '/deliver/').length()).split('/') as List
}

/** Who started a build, as Jenkins knows them; never a parameter. */
@NonCPS
String personBehind(build) {
    def people = build.getBuildCauses().findAll { cause -> cause.userId }
    people ? people[0].userId as String : ''
}

/** Who started the build, by hand or through a job of deliveries. */
@NonCPS
String starter() {
    String person = personBehind(currentBuild)
    for (upstream in currentBuild.upstreamBuilds) {
        if (!person && upstream.fullProjectName.startsWith(JOB.folder + '/deliver/')) {
            person = personBehind(upstream)
        }
    }
    person ?: 'jenkins'
}

/** The jobs that started this one. */
@NonCPS
List upstreams() {
    currentBuild.getBuildCauses().findAll { cause -> cause.upstreamProject }.collect { cause -> cause.upstreamProject as String }
}

/** Jobs that run applications' code could start any job: only jobs of deliveries may start one, and the builders a release names. */
void checkUpstreams(Map builders) {
    for (String upstream : upstreams()) {
        if (!upstream.startsWith(JOB.folder + '/deliver/') && !builders.containsKey(upstream)) {
            fail(upstream + ' may not start this job')
        }
    }
}

/** The parameters may ask for any path: only one of the inventory is gone. */
void checkPath() {
    if (!JOB.promotions.any { path -> path.from == params.SOURCE_ENV && path.to == params.TARGET_ENV }) {
        fail('the inventory has no path from ' + params.SOURCE_ENV + ' to ' + params.TARGET_ENV)
    }
}

@NonCPS
String brief(String reason) {
    String words = line(reason)
    words.length() > 400 ? words.substring(0, 400) + '...' : words
}

/** Whether the last build that tried this ended for the same reason: people know. */
@NonCPS
boolean saidBefore(String reason) {
    def earlier = currentBuild.previousBuild
    for (int looked = 0; earlier != null && looked < 50; looked++) {
        String said = earlier.description ?: ''
        if (earlier.result != null && !said.startsWith('dry run') && !said.startsWith('overtaken')) {
            return earlier.result != 'SUCCESS' && said == reason
        }
        earlier = earlier.previousBuild
    }
    false
}

/** Ends the build; the reason stands in its description and in the notification. What only jobs ask for again is said once: no red build and no message until the reason changes. */
void fail(String reason) {
    WHY = brief(reason)
    currentBuild.description = WHY
    if (saidBefore(WHY)) {
        TOLD = true
        if (!personBehind(currentBuild)) {
            currentBuild.result = 'NOT_BUILT'
        }
    }
    error(WHY)
}

/** Ends a build that has nothing to do. */
void over(String reason) {
    WHY = brief(reason)
    currentBuild.description = WHY
    currentBuild.result = 'NOT_BUILT'
    error(WHY)
}

/** Names from a command's answer become names of jobs: only labels may. */
@NonCPS
boolean isLabel(name) {
    name instanceof String && name ==~ /[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/
}

void onAgent(Closure body) {
    node(AGENT) { body() }
}

/** Reads the inventory at the tip of its protected branch. */
void checkoutInventory() {
    DOING = 'reading the inventory'
    checkout(poll: false, changelog: false, scm: tipOf(JOB.inventory.repository, JOB.inventory.branch, JOB.inventory.credentials,
        [[$class: 'SparseCheckoutPaths', sparseCheckoutPaths: JOB.inventory.files.collect { file -> [path: '/' + file] }]]))
}

/** One commit of one branch: no other branch and no tag is fetched. */
@NonCPS
Map tipOf(String repository, String branch, String credentials, List extensions) {
    def remote = [name: 'origin', url: repository, refspec: '+refs/heads/' + branch + ':refs/remotes/origin/' + branch]
    if (credentials) {
        remote.credentialsId = credentials
    }
    [
        $class: 'GitSCM',
        branches: [[name: 'refs/heads/' + branch]],
        userRemoteConfigs: [remote],
        extensions: [[$class: 'CloneOption', shallow: true, depth: 1, noTags: true, honorRefspec: true]] + extensions
    ]
}

/** Jenkins takes these values as they are. */
@NonCPS
List variables(Map values) {
    values.collect { name, value -> name + '=' + (value == null ? '' : value.toString()) }
}

List secrets(List uses) {
    def ids = JOB.credentials ?: [:]
    def bindings = []
    if (ids.config && uses.contains('config')) {
        bindings << usernamePassword(credentialsId: ids.config, usernameVariable: 'GITOPS_GIT_USER', passwordVariable: 'GITOPS_GIT_PASSWORD')
    }
    if (ids.forge && uses.contains('forge')) {
        bindings << string(credentialsId: ids.forge, variable: 'GITOPS_FORGE_TOKEN')
    }
    if (ids.kubeconfig && uses.contains('kubeconfig')) {
        bindings << file(credentialsId: ids.kubeconfig, variable: 'KUBECONFIG')
    }
    if (ids.slack && uses.contains('slack')) {
        bindings << string(credentialsId: ids.slack, variable: 'GITOPS_SLACK_WEBHOOK')
    }
    if (ids.audit && uses.contains('audit')) {
        bindings << string(credentialsId: ids.audit, variable: 'GITOPS_AUDIT_TOKEN')
    }
    if (ids.auditKey && uses.contains('audit')) {
        bindings << string(credentialsId: ids.auditKey, variable: 'GITOPS_AUDIT_KEY')
    }
    bindings
}

/** The ids that uses stand for. */
@NonCPS
String idsOf(List uses) {
    def known = uses.contains('audit') ? uses + ['auditKey'] : uses
    known.collect { use -> JOB.credentials?.get(use) }.findAll { id -> id }.join(', ')
}

/** Runs the body with values as environment variables and with the credentials of the uses, nothing else. Values go first, so that none can name a secret. */
void using(Map values, List uses, Closure body) {
    def own = [APP: APP, ENVIRONMENT: ENVIRONMENT, ACTOR: starter(), GITOPS_INVENTORY: JOB.inventory.path]
    def tools = env.GITOPS_TOOL ? ['PATH+GITOPS=' + tool(name: env.GITOPS_TOOL, type: 'com.cloudbees.jenkins.plugins.customtools.CustomTool') + '/bin'] : []
    def bindings = secrets(uses)
    withEnv(variables(own + values) + tools) {
        if (bindings) {
            DOING = 'binding the credentials ' + idsOf(uses)
            withCredentials(bindings) { body() }
        } else {
            body()
        }
    }
}

/** What is answered of each target of this job, one after another, each with the credentials of its cluster. */
List ofTargets(List uses, Closure ask) {
    checkUpstreams([:])
    checkoutInventory()
    def found = []
    for (Map target : JOB.targets) {
        JOB.credentials = (JOB.credentials ?: [:]) + [kubeconfig: target.kubeconfig]
        using([ENVIRONMENT: target.environment, APP: target.app], uses) {
            found += ask()
        }
    }
    found
}

/** Keeps what was found with the build. */
void keep(String file, Map found) {
    writeFile(file: file, text: groovy.json.JsonOutput.toJson(found), encoding: 'UTF-8')
    archiveArtifacts(artifacts: file)
}

/** Runs a command that writes its answer into a file; gives the answer, or ends the build with its reason. */
def answer(String file, String script, List fine = [0]) {
    DOING = 'running the command that writes ' + file
    int code = sh(script: script, returnStatus: true)
    String text = fileExists(file) ? readFile(file: file, encoding: 'UTF-8') : ''
    def said = text.trim() ? parsed(text) : [:]
    // What a command did it has told people itself; a plan did nothing.
    if (said instanceof Map && said.outcome && !said.planned) {
        TOLD = true
    }
    if (!fine.contains(code)) {
        fail(reasonOf(said, code))
    }
    said
}

/** What somebody wrote, on one line. */
@NonCPS
String line(text) {
    (text ?: '').toString().replaceAll('\\s+', ' ').trim()
}

/** Whether a plan needs an approval that nobody has given. */
@NonCPS
boolean lacks(approval) {
    approval?.required && !approval.given
}

/** Asks for each approval that a plan lacks, no person twice; gives who approved and what they noted. The description, where there is one, is the build's from the first question on. */
Map approvals(approval, String what, String question, String description) {
    def rules = lacks(approval) ? approval.missing ?: [[count: 1, approvers: approval.approvers]] : []
    def approved = []
    def notes = []
    for (Map rule : rules) {
        for (int i = 0; i < rule.count; i++) {
            // An empty submitter would let anybody approve, a comma would name two people.
            def approvers = (rule.approvers ?: []).findAll { name -> name && !name.contains(',') && !approved.contains(name) }
            if (!approvers) {
                fail('nobody may approve ' + what + ': the inventory names no approver, or only who asked for it')
            }
            if (description) {
                currentBuild.description = description
            }
            ASKING = true
            def given = null
            timeout(time: 8, unit: 'HOURS') {
                given = input(
                    message: question,
                    ok: 'Approve',
                    submitter: approvers.join(','),
                    submitterParameter: 'APPROVER',
                    parameters: [text(name: 'NOTE', defaultValue: '', description: 'A note for the record.')])
            }
            ASKING = false
            if (given.APPROVER.contains(',')) {
                fail('the approver has a comma in the name, which would be two people')
            }
            approved << given.APPROVER
            if (line(given.NOTE)) {
                notes << line(given.NOTE)
            }
        }
    }
    [APPROVER: approved.join(','), NOTE: notes.join('; ')]
}

/** Why a command failed, in its own words, each once: a message often has its problems in it. */
@NonCPS
String reasonOf(said, int code) {
    def words = []
    if (said instanceof Map) {
        words << said.error?.message
        (said.error?.problems ?: []).each { problem -> words << problem?.message }
        words << [said.failure?.object, said.failure?.reason, said.failure?.message].findAll { word -> word }.join(': ')
        words.addAll(said.reasons ?: [])
    }
    def each = []
    words.findAll { word -> word }.collect { word -> line(word) }.each { word ->
        if (!each.any { earlier -> earlier.contains(word) }) {
            each << word
        }
    }
    each.join('; ') ?: 'the command ended with code ' + code + '; its output is in the log'
}

/** A change in a few words. A requested one waits for its merge in Git, not here: the dispatcher deploys it then. */
@NonCPS
String outcomeOf(said) {
    def words = [said.outcome, said.outcome == 'requested' ? said.changeRequest?.url : said.commit ?: said.changeRequest?.url]
    words.findAll { word -> word }.join(' ') + (said.outcome == 'requested' ? '; it is deployed once it is merged' : '')
}

/** A build that a newer one of the same job has ended. */
@NonCPS
String overtaker() {
    def newer = currentBuild.nextBuild
    while (newer != null && (newer.description ?: '').startsWith('dry run')) {
        newer = newer.nextBuild
    }
    newer == null ? 'a newer build' : '#' + newer.number + ', ' + newer.absoluteUrl
}

/** Leaves the reason of a build that failed in its description, and tells people where no command did. */
void tell(String operation, String environment, String commit) {
    if (currentBuild.currentResult == 'NOT_BUILT') {
        if (ASKING) {
            currentBuild.description = 'overtaken by ' + overtaker()
        }
        return
    }
    if (!WHY) {
        WHY = brief('the build ' + (currentBuild.currentResult == 'ABORTED' ? 'was aborted' : 'failed') + ' while ' + DOING)
        TOLD = TOLD || saidBefore(WHY)
        currentBuild.description = WHY
    }
    if (TOLD) {
        return
    }
    catchError(buildResult: currentBuild.currentResult, message: 'the notification failed') {
        timeout(time: 10, unit: 'MINUTES') {
            onAgent {
                checkoutInventory()
                using([ENVIRONMENT: environment, OPERATION: operation, COMMIT: commit, WHY: WHY], ['slack']) {
                    sh '''
                        set -- "--reason=$WHY" "--actor=$ACTOR"
                        if [ -n "$BUILD_URL" ]; then set -- "$@" "--build-url=$BUILD_URL"; fi
                        if [ -n "$COMMIT" ]; then set -- "$@" "--commit=$COMMIT"; fi
                        if [ -n "$APP" ]; then
                            gitops notify "$APP" "$ENVIRONMENT" "--operation=$OPERATION" --outcome=failed "$@"
                        else
                            gitops notify "--job=$OPERATION" "$@"
                        fi
                    '''
                }
            }
        }
    }
}

