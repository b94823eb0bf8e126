// Declares the folders, jobs and views of jobs.json, which `gitops jobs plan` or `gitops jobs render` writes: all of them, or those that changed. This script is static: it is approved once, by its text.
// Job DSL is told to leave alone what a run does not declare; what the inventory no longer asks for is named in jobs.json, and disabled or deleted at the end.
// What jobs.json says stays data. A pipeline gets its part of it as one string of letters, digits and . * _ + % - which nothing can close.
import groovy.json.JsonOutput
import groovy.json.JsonSlurperClassic

final int longestLiteral = 60000

def plan = new JsonSlurperClassic().parseText(readFileFromWorkspace('jobs.json'))
if (plan.apiVersion != 'gitops.dev/jobs/v1') {
    throw new IllegalArgumentException('jobs.json has the version ' + plan.apiVersion + ', this script reads gitops.dev/jobs/v1: take the seed and the gitops command from one release')
}

def common = readFileFromWorkspace('seed/pipelines/common.groovy')
def texts = [:]

def textOf = { String name ->
    if (!(name ==~ /[a-z]+/)) {
        throw new IllegalArgumentException('jobs.json names the script ' + name + ', which is no file of seed/pipelines')
    }
    if (!texts.containsKey(name)) {
        String text = common + readFileFromWorkspace('seed/pipelines/' + name + '.groovy')
        if (plan.agent.podTemplate) {
            text = text.replace('agent { label "${AGENT}" }', 'agent { kubernetes { yaml "${AGENT}"; defaultContainer \'gitops\' } }')
                .replace('node(AGENT) { body() }', 'podTemplate(yaml: AGENT) { node(POD_LABEL) { container(\'gitops\') { body() } } }')
        }
        texts[name] = text
    }
    texts[name]
}

def headerOf = { Map job ->
    def told = [folder: plan.folder, agent: plan.agent.podTemplate ?: plan.agent.label, inventory: plan.inventory] + (job.data ?: [:])
    String text = URLEncoder.encode(JsonOutput.toJson(told), 'UTF-8')
    if (!(text ==~ /[A-Za-z0-9.*_+%-]+/)) {
        throw new IllegalStateException('what ' + job.path + ' is told did not become a harmless literal')
    }
    def literals = []
    for (int from = 0; from < text.length(); from += longestLiteral) {
        literals << "'" + text.substring(from, Math.min(text.length(), from + longestLiteral)) + "'"
    }
    'GITOPS_JOB = URLDecoder.decode([' + literals.join(', ') + '].join(\'\'), \'UTF-8\')\n'
}

def childOf = { Node parent, String name ->
    parent.children().find { it instanceof Node && it.name() == name } ?: parent.appendNode(name)
}

// The static DSL has neither of these properties.
def neverConcurrent = { Node project ->
    childOf(project, 'properties')
        .appendNode('org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty')
        .appendNode('abortPrevious', 'false')
}

def startedBy = { Node project, String poll, String cron ->
    def triggers = childOf(project, 'properties')
        .appendNode('org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty')
        .appendNode('triggers')
    if (poll) {
        def trigger = triggers.appendNode('hudson.triggers.SCMTrigger')
        trigger.appendNode('spec', poll)
        trigger.appendNode('ignorePostCommitHooks', 'false')
    }
    if (cron) {
        triggers.appendNode('hudson.triggers.TimerTrigger').appendNode('spec', cron)
    }
}

def neverDisabled = { Node project ->
    childOf(project, 'disabled').setValue('false')
}

plan.folders.each { planned ->
    folder(planned.path) {
        description(planned.description)
        if (planned.permissions) {
            authorization {
                planned.permissions.each { grant ->
                    if (grant.kind == 'group') {
                        groupPermissions(grant.name, grant.permissions)
                    } else {
                        userPermissions(grant.name, grant.permissions)
                    }
                }
            }
        }
    }
}

pipelineJob(plan.seed.path) {
    description(plan.seed.description)
    disabled(false)
    logRotator {
        numToKeep(plan.seed.keep)
    }
    parameters {
        choiceParam('REMOVED_JOBS', ['DISABLE', 'DELETE'], 'What becomes of jobs that the inventory no longer asks for. DELETE deletes their history too, and that of jobs which earlier runs disabled.')
        booleanParam('EVERYTHING', false, 'Declares every job again, not only what changed, and so undoes what was changed by hand. Each night a run does.')
    }
    definition {
        cpsScm {
            scm {
                git {
                    remote {
                        url(plan.inventory.repository)
                        if (plan.inventory.credentials) {
                            credentials(plan.inventory.credentials)
                        }
                    }
                    branch('refs/heads/' + plan.inventory.branch)
                }
            }
            scriptPath(plan.seed.script)
            lightweight(true)
        }
    }
    configure { project ->
        neverConcurrent(project)
        startedBy(project, plan.seed.poll, plan.seed.cron)
    }
}

plan.pipelines.each { planned ->
    pipelineJob(planned.path) {
        description(planned.description)
        disabled(false)
        if (planned.quiet != null) {
            quietPeriod(planned.quiet)
        }
        logRotator {
            numToKeep(planned.keep)
        }
        if (planned.parameters) {
            parameters {
                planned.parameters.each { parameter ->
                    if (parameter.type == 'boolean') {
                        booleanParam(parameter.name, parameter.values[0] == 'true', parameter.description)
                    } else if (parameter.type == 'choice') {
                        choiceParam(parameter.name, parameter.values, parameter.description)
                    } else {
                        stringParam(parameter.name, parameter.values[0], parameter.description)
                    }
                }
            }
        }
        definition {
            cps {
                script(headerOf(planned) + textOf(planned.script))
                sandbox(true)
            }
        }
        configure { project ->
            if (!planned.overtaking) {
                neverConcurrent(project)
            }
            if (planned.poll || planned.cron) {
                startedBy(project, planned.poll, planned.cron)
            }
        }
    }
}

plan.multibranch.each { planned ->
    multibranchPipelineJob(planned.path) {
        description(planned.description)
        branchSources {
            git {
                id(planned.source)
                remote(planned.repository)
                if (planned.credentials) {
                    credentialsId(planned.credentials)
                }
                includes(planned.includes)
                if (planned.excludes) {
                    excludes(planned.excludes)
                }
            }
        }
        orphanedItemStrategy {
            discardOldItems {
                daysToKeep(planned.keepDays)
            }
        }
        triggers {
            cron('H/15 * * * *')
        }
        configure { project ->
            def factory = childOf(project, 'factory')
            factory.attributes().put('class', 'org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory')
            childOf(factory, 'owner').attributes().putAll(
                class: 'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject', reference: '../..')
            childOf(factory, 'scriptPath').setValue(planned.jenkinsfile)
            neverDisabled(project)
        }
    }
}

plan.views.each { planned ->
    listView(planned.path) {
        description(planned.description)
        recurse(true)
        jobs {
            regex(planned.regex)
        }
        columns {
            status()
            weather()
            name()
            lastSuccess()
            lastFailure()
            lastDuration()
            buildButton()
        }
    }
}

if (plan.removal) {
    def controller = jenkins.model.Jenkins.get()
    def declared = [plan.seed.path] + plan.folders.path + plan.pipelines.path + plan.multibranch.path + plan.views.path as Set
    def itemsOf = { String path ->
        def folder = controller.getItemByFullName(path)
        folder ? folder.items as List : []
    }

    // Whatever else people keep in these folders is theirs: a job that this script made begins with its header, or builds the source of its own name.
    def isOurs = { item ->
        if (item.respondsTo('getSCMSource', String)) {
            return item.getSCMSource(item.fullName) != null
        }
        def definition = item.hasProperty('definition') ? item.definition : null
        definition?.hasProperty('script') && definition.script.startsWith('GITOPS_JOB = ')
    }

    def remove = { item ->
        if (!isOurs(item)) {
            println('left alone, for it was not made from the inventory: ' + item.fullName)
        } else if (plan.removal.delete) {
            println('deleted: ' + item.fullName)
            item.delete()
        } else if (!item.disabled) {
            println('disabled: ' + item.fullName)
            item.makeDisabled(true)
        }
    }

    def removed = (plan.removal.jobs ?: []).collect { path -> controller.getItemByFullName(path) }.findAll { item -> item != null }
    if (plan.removal.others) {
        def delivered = itemsOf(plan.folder + '/deliver')
        def jobs = itemsOf(plan.folder + '/build') + delivered.findAll { item -> !item.respondsTo('getItems') } +
            delivered.findAll { item -> item.respondsTo('getItems') }.collectMany { folder -> folder.items as List }
        removed += jobs.findAll { item -> !declared.contains(item.fullName) && isOurs(item) }
    }
    removed.unique { item -> item.fullName }.each(remove)

    if (plan.removal.delete) {
        itemsOf(plan.folder + '/deliver')
            .findAll { item -> item.respondsTo('getItems') && !declared.contains(item.fullName) && !item.items && removed.any { job -> job.fullName.startsWith(item.fullName + '/') } }
            .each { folder -> folder.delete() }
    }

    def views = (plan.removal.views ?: []) as Set
    def folder = controller.getItemByFullName(plan.folder)
    if (folder) {
        folder.views.findAll { view ->
            String path = plan.folder + '/' + view.viewName
            boolean made = view.description in ['All deployments into ' + view.viewName.replaceFirst('env-', '') + '.', 'All jobs of the team ' + view.viewName.replaceFirst('team-', '') + '.']
            made && (views.contains(path) || plan.removal.others && !declared.contains(path))
        }.each { view -> folder.deleteView(view) }
    }
}
