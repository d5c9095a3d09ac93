package dev.daogou.assistant.shop.problems;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Answers what Tomcat refuses before any of our code sees it, a malformed address above all. Tomcat makes it by its name,
 * so it is public and has a constructor without arguments.
 */
public class MalformedRequestAnswer extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String code = status == 400 ? "malformed_uri" : Problems.codeOf(status);
        String body = """
                {"type":"about:blank","title":"%s","status":%d,\
                "detail":"请求的地址或格式有误。The request could not be read; check its address.","code":"%s"}""".formatted(status == 400 ? "Bad Request" : "Error", status, code);
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(body);
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            getContainer().getLogger().debug("The caller went away before it could be told", gone);
        }
    }
}
