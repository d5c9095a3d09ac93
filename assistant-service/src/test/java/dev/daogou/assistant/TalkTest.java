package dev.daogou.assistant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** {@link ServiceTest} with answers that do as they are told, so that a test decides when and how a turn goes. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import(ScriptedAnswering.class)
@TestPropertySource(properties = "daogou.chat.longest-wait-for-an-answer=3s")
public @interface TalkTest {}
