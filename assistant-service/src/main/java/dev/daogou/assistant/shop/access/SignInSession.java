package dev.daogou.assistant.shop.access;

import dev.daogou.assistant.shop.StaffId;
import dev.daogou.assistant.shop.StaffMember;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Remembers in the page session who signed in: only their id, so that what they may do is read anew at each request and
 * nothing of our classes lies serialised in the database.
 */
@Component
class SignInSession implements SecurityContextRepository {

    private static final String STAFF_ID = "daogou.staffId";

    private final Staff staff;

    SignInSession(Staff staff) {
        this.staff = staff;
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return load(holder.getRequest());
    }

    @Override
    public org.springframework.security.core.context.DeferredSecurityContext loadDeferredContext(
            HttpServletRequest request) {
        return new LoadedWhenAsked(request);
    }

    private SecurityContext load(HttpServletRequest request) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        String id = staffId(request);
        if (id != null) {
            staff.member(new StaffId(UUID.fromString(id)))
                    .ifPresent(member -> context.setAuthentication(SignedIn.as(member, Staff.roles(member))));
        }
        return context;
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Authentication authentication = context.getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof StaffMember member) {
            request.getSession().setAttribute(STAFF_ID, member.id().toString());
        } else {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.removeAttribute(STAFF_ID);
            }
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return staffId(request) != null;
    }

    private static @Nullable String staffId(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : (String) session.getAttribute(STAFF_ID);
    }

    private final class LoadedWhenAsked implements org.springframework.security.core.context.DeferredSecurityContext {

        private final HttpServletRequest request;
        private @Nullable SecurityContext loaded;

        private LoadedWhenAsked(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            SecurityContext context = loaded;
            if (context == null) {
                context = load(request);
                loaded = context;
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
