/* One script tag brings the shopping assistant to any page:
 *
 *   <script src="https://HOST/widget.js" data-shop="demo" data-locale="zh" data-product="ID" async></script>
 *
 * Also understood: data-identity (a JWT signed by the shop), data-keyword and data-channel (how the shopper came),
 * data-theme ("light" or "dark"). The page may call window.Daogou at any time, even before the widget has loaded:
 *   Daogou.page({productId, url, title})  what the shopper looks at now
 *   Daogou.open(), Daogou.close(), Daogou.ask("…"), Daogou.identify(jwt or null)
 */
(() => {
    const script = document.currentScript;
    if (!script || window.Daogou) {
        return;
    }
    const waiting = [];
    let widget = null;
    const call =
        (name) =>
        (...given) =>
            widget ? widget[name](...given) : waiting.push([name, given]);
    window.Daogou = Object.freeze({
        page: call('page'),
        open: call('open'),
        close: call('close'),
        ask: call('ask'),
        identify: call('identify'),
    });
    const home = new URL('.', script.src);
    const settings = { ...script.dataset };
    const begin = async () => {
        const { DaogouWidget } = await import(new URL('widget/widget.js', home).href);
        const element = await DaogouWidget.create(home, settings);
        document.body.append(element);
        widget = element;
        waiting.splice(0).forEach(([name, given]) => element[name](...given));
    };
    const started = () => begin().catch((trouble) => console.error('Daogou could not start:', trouble));
    if (document.readyState === 'loading') {
        document.addEventListener('DOMContentLoaded', started, { once: true });
    } else {
        started();
    }
})();
