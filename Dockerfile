# syntax=docker/dockerfile:1

# One image, two commands: the assistant (the default) and the ingest worker (java -jar /app/knowledge-ingest.jar --worker).

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -DskipTests package
WORKDIR /layers
# Both programs are taken apart into a thin jar and its libraries. They share nearly all of these, so the image carries them
# once. The bundled PostgreSQL for macOS has no business here.
RUN cp /build/assistant-service/target/assistant-service-*.jar assistant-service.jar \
    && cp /build/knowledge-ingest/target/knowledge-ingest-*.jar knowledge-ingest.jar \
    && java -Djarmode=tools -jar assistant-service.jar extract --layers --destination assistant-service \
    && java -Djarmode=tools -jar knowledge-ingest.jar extract --layers --destination knowledge-ingest \
    && mkdir dependencies application \
    && cp -r assistant-service/dependencies/. knowledge-ingest/dependencies/. dependencies \
    && cp -r assistant-service/application/. knowledge-ingest/application/. application \
    && rm -f dependencies/lib/embedded-postgres-binaries-darwin-*.jar

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/daogou --create-home --shell /usr/sbin/nologin daogou
WORKDIR /app
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/application/ ./
USER daogou
# The embedding models live outside the heap: leave them room.
ENV DAOGOU_HOME=/var/lib/daogou \
    LANG=C.UTF-8 \
    JDK_JAVA_OPTIONS="--enable-native-access=ALL-UNNAMED -XX:MaxRAMPercentage=60 -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=6 \
    CMD curl --fail --silent --show-error --output /dev/null "http://127.0.0.1:${SERVER_PORT:-8080}/actuator/health"
CMD ["java", "-jar", "/app/assistant-service.jar"]
