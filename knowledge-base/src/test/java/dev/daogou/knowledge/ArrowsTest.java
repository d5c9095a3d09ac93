package dev.daogou.knowledge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "dev.daogou.knowledge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    @ArchTest
    static final ArchRule the_knowledge_base_knows_neither_how_documents_come_nor_who_asks = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.daogou.ingest..", "dev.daogou.assistant..");

    @ArchTest
    static final ArchRule the_ways_to_find_know_nothing_of_each_other_or_of_who_weighs_them = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.daogou.knowledge.dense", "dev.daogou.knowledge.lexical", "dev.daogou.knowledge.database")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.daogou.knowledge.PostgresKnowledgeBase");

    @ArchTest
    static final ArchRule no_two_of_them_need_each_other = SlicesRuleDefinition.slices()
            .matching("dev.daogou.knowledge.(*)..")
            .should()
            .notDependOnEachOther();
}
