package dev.daogou.assistant.shop.access;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.ShopUnknown;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.StaffMember;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Hands a controller the member of the staff who calls, as an argument of type {@link StaffMember}, and the shop the
 * address names as {@code {shop}}, as one of type {@link Shop}.
 */
@Configuration(proxyBeanMethods = false)
class CallerArguments implements WebMvcConfigurer {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(StaffMember.class, Shop.class);
    }

    private final ObjectProvider<Shops> shops;

    CallerArguments(ObjectProvider<Shops> shops) {
        this.shops = shops;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new StaffMemberArgument());
        resolvers.add(new ShopArgument(shops));
    }

    private static final class StaffMemberArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return StaffMember.class.equals(parameter.getParameterType());
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            Authentication caller = SecurityContextHolder.getContext().getAuthentication();
            if (caller != null && caller.getPrincipal() instanceof StaffMember member) {
                return member;
            }
            throw new AccessDeniedException("This call is for staff");
        }
    }

    private static final class ShopArgument implements HandlerMethodArgumentResolver {

        private final ObjectProvider<Shops> shops;

        private ShopArgument(ObjectProvider<Shops> shops) {
            this.shops = shops;
        }

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return Shop.class.equals(parameter.getParameterType());
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            Object variables = request.getAttribute(
                    HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
            Object named = variables instanceof Map<?, ?> map ? map.get("shop") : null;
            String shop = String.valueOf(named);
            ShopId id;
            try {
                id = new ShopId(shop);
            } catch (IllegalArgumentException noShopHasSuchAnId) {
                throw new ShopUnknown(shop);
            }
            return shops.getObject().shop(id);
        }
    }
}
