package dev.daogou.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MerchantFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void a_merchants_folder() throws IOException {
        Files.writeString(folder.resolve("products.json"), """
                {"c":{"s":{"7":{"商品ID":"7","商品名称":"青瓷小风扇","商品状态":"已上架","商品价格":45.5,"商品描述":"三档\\\\n很轻",
                 "安装说明":"插上就用","维修说明":"保一年","赠品信息":[{"赠品名称":"贴纸","赠品描述":"随机一张"}],"辅材材料":[],
                 "常见故障":[{"故障代码":"K1","故障名称":"不转","故障解决方案":"查插头|开关"}]},
                 "8":{"商品ID":"8","商品名称":"旧款","商品状态":"已下架","商品价格":9}}}}""");
        Files.writeString(folder.resolve("discount.json"), """
                {"c":{"s":{"政策名称":"开张","有效期":"本周","详情":[{"类型":"满减","描述":"满十减一"}],"来源":"店里"}}}""");
        Files.writeString(folder.resolve("orders.json"), """
                {"c":{"s":{"u":{"1":{"订单ID":"1","订单状态":"运输中","订单总金额":45.5,"支付方式":"现金",
                 "订单商品列表":[{"商品ID":"7","单价":45.5,"数量":1}],"收货地址":{"收件人姓名":"某人","省份":"某省","城市":"某市"}}}}}}""");
        Files.writeString(folder.resolve("logistics.json"), """
                {"c":{"s":{"u":{"1":{"物流公司":"慢递","物流单号":"M1","预计送达时间":"2026-01-02 08:00:00","实际送达时间":null,
                 "物流轨迹":[{"时间":"2026-01-01 08:00:00","状态":"已揽收","位置":"某市","描述":"出发"}]}}}}}""");
    }

    @Test
    void a_product_is_a_row_and_a_document_holds_the_rest() {
        MerchantFolder merchant = new MerchantFolder(folder);
        List<String> rows =
                merchant.productRows(MerchantFolder.LongTexts.DOCUMENTS).lines().toList();
        JsonNode fan = PublicFace.JSON.readTree(rows.get(0));

        assertThat(fan.path("description").asString()).isEqualTo("三档\n很轻");
        assertThat(fan.path("price").asString()).isEqualTo("45.5");
        assertThat(fan.path("onHand").asInt()).isPositive();
        assertThat(fan.has("attributes")).isFalse();
        assertThat(PublicFace.JSON.readTree(rows.get(1)).path("status").asString())
                .isEqualTo("inactive");
        assertThat(merchant.productDocuments().getFirst().markdown())
                .startsWith("# 青瓷小风扇\n")
                .contains("## 赠品信息\n\n- 贴纸：随机一张\n")
                .contains("| K1 | 不转 | 查插头\\|开关 |")
                .doesNotContain("辅材");
    }

    @Test
    void the_long_texts_may_be_attributes_instead() {
        String row = new MerchantFolder(folder)
                .productRows(MerchantFolder.LongTexts.ATTRIBUTES)
                .lines()
                .findFirst()
                .orElseThrow();

        assertThat(PublicFace.JSON.readTree(row).path("attributes").path("常见故障").asString())
                .isEqualTo("K1 不转 查插头|开关");
    }

    @Test
    void an_order_carries_its_parcel_in_utc() {
        JsonNode order = PublicFace.JSON.readTree(new MerchantFolder(folder).orderRows());

        assertThat(order.path("status").asString()).isEqualTo("shipped");
        assertThat(order.path("placedAt").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(order.path("shipment").path("events").get(0).path("status").asString())
                .isEqualTo("shipped");
    }
}
