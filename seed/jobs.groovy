// Declares the folders, jobs and views of jobs.json, which `gitops jobs render` writes. This script is static: it is approved once, by its text.
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
    logRotator {
        numToKeep(plan.seed.keep)
    }
    parameters {
        choiceParam('REMOVED_JOBS', ['DISABLE', 'DELETE'], 'What becomes of jobs that the inventory no longer asks for. DELETE deletes their history too.')
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
        startedBy(project, plan.seed.poll, null)
    }
}

plan.pipelines.each { planned ->
    pipelineJob(planned.path) {
        description(planned.description)
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
            neverConcurrent(project)
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
