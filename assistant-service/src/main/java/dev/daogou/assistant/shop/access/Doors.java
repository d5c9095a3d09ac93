package dev.daogou.assistant.shop.access;

import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.StaffMember;
import dev.daogou.assistant.shop.TokenHolders;
import dev.daogou.assistant.shop.problems.ProblemAnswers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Who may come in by which door: shoppers and staff at the API by bearer token, staff at the pages by signing in. A
 * shopper's token opens no staff call and the other way round.
 */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(maxInactiveIntervalInSeconds = Doors.SIGNED_IN_SECONDS)
class Doors {

    static final int SIGNED_IN_SECONDS = 12 * 60 * 60;

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** No script, style or frame of a page may come from elsewhere; pictures may, products have theirs anywhere. */
    private static final String PAGES_MAY_LOAD = "default-src 'self'; img-src 'self' data: https:; "
            + "media-src 'self' https:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private static final String ANSWERS_MAY_LOAD = "default-src 'none'; frame-ancestors 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain api(
            HttpSecurity http,
            SignInSession signIns,
            ObjectProvider<TokenHolders> tokenHolders,
            ProblemAnswers problems,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> calls) {
        List<TokenHolders> rooms = tokenHolders.orderedStream().toList();
        return http.securityMatcher("/api/**")
                .securityContext(context -> context.securityContextRepository(new DelegatingSecurityContextRepository(
                        new RequestAttributeSecurityContextRepository(), signIns)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .cors(cors -> cors.configurationSource(embeddedAnywhere()))
                .csrf(csrf -> csrf.spa().requireCsrfProtectionMatcher(Doors::comesWithASignInCookieAlone))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(ANSWERS_MAY_LOAD))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(trouble ->
                        trouble.authenticationEntryPoint(whoAreYou(problems)).accessDeniedHandler(notForYou(problems)))
                .addFilterBefore(new BearerTokenFilter(rooms), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(may -> may.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/api/v1/shops/{shop}/sessions")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/v1/shops")
                        .hasRole("OWNER")
                        .requestMatchers("/api/v1/shops", "/api/v1/desk/**")
                        .hasRole("STAFF")
                        .requestMatchers("/api/v1/shops/{shop}/**")
                        .access(worksForTheShop())
                        .requestMatchers("/api/v1/conversations/**")
                        .hasRole("SHOPPER")
                        .anyRequest()
                        .access((who, call) -> new AuthorizationDecision(!isMapped(calls, call.getRequest()))))
                .build();
    }

    /** The same for everybody, so that it may be kept in any cache: no cookie, no session. */
    @Bean
    @Order(2)
    SecurityFilterChain files(HttpSecurity http) {
        return http.securityMatcher(
                        "/widget.js",
                        "/widget/**",
                        "/design/**",
                        "/scripts/**",
                        "/webjars/**",
                        "/favicon.ico",
                        "/favicon.svg",
                        "/demo/*/pictures/**",
                        "/demo/*/media/**",
                        "/v3/api-docs/**",
                        "/actuator/health/**",
                        "/actuator/prometheus")
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.disable())
                .cors(cors -> cors.configurationSource(embeddedAnywhere()))
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(PAGES_MAY_LOAD))
                        .frameOptions(frames -> frames.sameOrigin())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN)))
                .authorizeHttpRequests(may -> may.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http, SignInSession signIns, ProblemAnswers problems) {
        return http.securityContext(
                        context -> context.securityContextRepository(new DelegatingSecurityContextRepository(
                                new RequestAttributeSecurityContextRepository(), signIns)))
                .requestCache(cache -> cache.requestCache(new CookieRequestCache()))
                .cors(cors -> cors.configurationSource(embeddedAnywhere()))
                .csrf(csrf -> csrf.spa().ignoringRequestMatchers("/demo/{shop}/identity"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGES_MAY_LOAD))
                        .frameOptions(frames -> frames.sameOrigin())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN)))
                .formLogin(form -> form.loginPage("/login")
                        .usernameParameter("email")
                        .passwordParameter("password")
                        .defaultSuccessUrl("/console")
                        .failureUrl("/login?failed"))
                .exceptionHandling(trouble -> trouble.defaultAuthenticationEntryPointFor(
                        signInAgain(problems), request -> !ProblemAnswers.wantsAPage(request)))
                .logout(logout -> logout.logoutUrl("/logout").logoutSuccessUrl("/login?left"))
                .authorizeHttpRequests(may -> may.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/console", "/desk/**")
                        .hasRole("STAFF")
                        .requestMatchers("/console/{shop}/**")
                        .access(worksForTheShop())
                        .requestMatchers("/actuator/**")
                        .hasRole("OWNER")
                        .anyRequest()
                        .permitAll())
                .build();
    }

    /** Spring Security's own choice of password hash, ready for a better one later. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    CookieSerializer signInCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("DAOGOU_SIGN_IN");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionsForEveryDispatch(SessionRepositoryFilter<?> filter) {
        FilterRegistrationBean<SessionRepositoryFilter<?>> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return registration;
    }

    @Bean
    RequestRejectedHandler malformedAddress(ProblemAnswers problems) {
        return (request, response, rejected) ->
                problems.write(request, response, HttpStatus.BAD_REQUEST, "malformed_uri");
    }

    /** The widget lives on the merchant's own pages; it shows a token, never a cookie. */
    private static UrlBasedCorsConfigurationSource embeddedAnywhere() {
        CorsConfiguration anywhere = new CorsConfiguration();
        anywhere.setAllowedOrigins(List.of("*"));
        anywhere.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
        anywhere.setAllowedHeaders(List.of("*"));
        anywhere.setAllowCredentials(false);
        anywhere.setMaxAge(Duration.ofHours(1));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/api/v1/shops/*/sessions", anywhere);
        source.registerCorsConfiguration("/api/v1/conversations", anywhere);
        source.registerCorsConfiguration("/api/v1/conversations/**", anywhere);
        source.registerCorsConfiguration("/widget.js", anywhere);
        source.registerCorsConfiguration("/widget/**", anywhere);
        return source;
    }

    private static boolean comesWithASignInCookieAlone(HttpServletRequest request) {
        return !SAFE_METHODS.contains(request.getMethod())
                && BearerTokenFilter.token(request) == null
                && !request.getRequestURI().matches("/api/v1/shops/[^/]+/sessions")
                && SecurityContextHolder.getContext().getAuthentication() != null;
    }

    private static AuthorizationManager<RequestAuthorizationContext> worksForTheShop() {
        return (who, call) -> {
            var authentication = who.get();
            return new AuthorizationDecision(authentication != null
                    && authentication.getPrincipal() instanceof StaffMember member
                    && (member.owner() || worksFor(member, call.getVariables().get("shop"))));
        };
    }

    private static boolean worksFor(StaffMember member, @org.jspecify.annotations.Nullable String shop) {
        return member.shops().stream().map(ShopId::value).anyMatch(own -> own.equals(shop));
    }

    /** A call no rule names is nobody's; an address that means nothing is simply not found. */
    private static boolean isMapped(ObjectProvider<RequestMappingHandlerMapping> calls, HttpServletRequest request) {
        try {
            if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
                ServletRequestPathUtils.parseAndCache(request);
            }
            return calls.getObject().getHandler(request) != null;
        } catch (Exception mappedForAnotherKindOfCall) {
            return true;
        }
    }

    private static AuthenticationEntryPoint whoAreYou(ProblemAnswers problems) {
        return (request, response, missing) -> {
            Object trouble = request.getAttribute(BearerTokenFilter.TROUBLE);
            response.setHeader("WWW-Authenticate", "Bearer");
            problems.write(
                    request, response, HttpStatus.UNAUTHORIZED, trouble == null ? "token_missing" : trouble.toString());
        };
    }

    /** A script of a page is told what a person is shown; htmx follows the header by itself. */
    private static AuthenticationEntryPoint signInAgain(ProblemAnswers problems) {
        return (request, response, missing) -> {
            response.setHeader("HX-Redirect", "/login");
            problems.write(request, response, HttpStatus.UNAUTHORIZED, "sign_in_needed");
        };
    }

    private static AccessDeniedHandler notForYou(ProblemAnswers problems) {
        return (request, response, denied) -> problems.write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                denied instanceof CsrfException ? "csrf_missing" : "forbidden");
    }
}
