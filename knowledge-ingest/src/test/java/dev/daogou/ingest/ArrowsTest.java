package dev.daogou.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows that {@code package-info} draws. */
@AnalyzeClasses(packages = "dev.daogou", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    @ArchTest
    static final ArchRule ingest_never_knows_the_assistant = noClasses()
            .that()
            .resideInAPackage("dev.daogou.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.daogou.assistant..");

    @ArchTest
    static final ArchRule knowledge_never_knows_how_it_is_filled = noClasses()
            .that()
            .resideInAPackage("dev.daogou.knowledge..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.daogou.ingest..");

    @ArchTest
    static final ArchRule only_the_public_face_of_knowledge_is_used = noClasses()
            .that()
            .resideInAPackage("dev.daogou.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.daogou.knowledge.*..");

    @ArchTest
    static final ArchRule rooms_use_only_the_rooms_below_them = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.daogou.ingest..")
            .layer("command")
            .definedBy("dev.daogou.ingest")
            .layer("intake")
            .definedBy("dev.daogou.ingest.intake")
            .layer("indexing")
            .definedBy("dev.daogou.ingest.indexing")
            .layer("apart")
            .definedBy("dev.daogou.ingest.apart")
            .layer("contradictions")
            .definedBy("dev.daogou.ingest.contradictions")
            .layer("chunking")
            .definedBy("dev.daogou.ingest.chunking")
            .layer("reading")
            .definedBy("dev.daogou.ingest.reading..")
            .layer("reasons")
            .definedBy("dev.daogou.ingest.reasons")
            .whereLayer("command")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("intake")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("indexing")
            .mayOnlyBeAccessedByLayers("intake")
            .whereLayer("apart")
            .mayOnlyBeAccessedByLayers("indexing")
            .whereLayer("contradictions")
            .mayOnlyBeAccessedByLayers("intake", "indexing")
            .whereLayer("chunking")
            .mayOnlyBeAccessedByLayers("indexing")
            .whereLayer("reading")
            .mayOnlyBeAccessedByLayers("intake", "indexing", "apart", "chunking")
            .whereLayer("reasons")
            .mayOnlyBeAccessedByLayers("command", "intake", "indexing", "apart", "contradictions", "reading");

    @ArchTest
    static final ArchRule rooms_do_not_go_in_circles =
            slices().matching("dev.daogou.ingest.(*)..").should().beFreeOfCycles();
}
