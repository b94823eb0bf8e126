package com.cloudbees.groovy.cps;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The name of Jenkins' annotation, so that pipelines compile in tests. */
@Retention(RetentionPolicy.RUNTIME)
public @interface NonCPS {}
