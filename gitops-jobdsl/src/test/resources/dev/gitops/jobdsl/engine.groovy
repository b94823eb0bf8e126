// Runs script with the real engine, whose classes are there only in the profile job-dsl-engine; gives the XML of items and views by path.
import javaposse.jobdsl.dsl.DslScriptLoader
import javaposse.jobdsl.dsl.MemoryJobManagement

def management = new MemoryJobManagement()
files.each { name, text -> management.availableFiles[name] = text }
new DslScriptLoader(management).runScript(script)
[items: new TreeMap(management.savedConfigs), views: new TreeMap(management.savedViews)]
