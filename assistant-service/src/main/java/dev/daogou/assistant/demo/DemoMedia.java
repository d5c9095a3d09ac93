package dev.daogou.assistant.demo;

import dev.daogou.assistant.shop.ShopId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the demo shops' pictures and reports, and nothing else of their folders. */
@Configuration(proxyBeanMethods = false)
class DemoMedia implements WebMvcConfigurer {

    private static final List<String> FOLDERS = List.of("pictures", "media");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        for (ShopId shop : DemoShops.IN_THIS_PROGRAM) {
            for (String folder : FOLDERS) {
                registry.addResourceHandler("/demo/" + shop + "/" + folder + "/**")
                        .addResourceLocations("classpath:/demo/" + shop + "/" + folder + "/")
                        .setCacheControl(
                                CacheControl.maxAge(Duration.ofHours(1)).cachePublic());
            }
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new ShutIn()).addPathPatterns("/demo/*/pictures/**", "/demo/*/media/**");
    }

    /** A drawing or a report opened by itself runs nothing and reaches nothing of ours. */
    private static final class ShutIn implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setHeader(
                    "Content-Security-Policy",
                    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:");
            return true;
        }
    }
}
