package dev.daogou.knowledge;

/** The shop has moved to another embedding model since these passages were embedded: they are to be prepared again. */
public class EmbeddingModelChanged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddingModelChanged(String shop) {
        super("Shop " + shop + " has moved to another embedding model meanwhile");
    }
}
