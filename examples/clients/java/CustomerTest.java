// Run by: vipmp-conformance gate --scenarios -- java examples/clients/java/CustomerTest.java
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class CustomerTest {
  static final Map<String, Integer> REFUSED =
      Map.of("400", 400, "401", 401, "403", 403, "404", 404, "gateway-error", 403);

  public static void main(String[] args) throws Exception {
    Client client = new Client(env("BASE_URL"), env("IMS_URL"), env("API_KEY"), env("CLIENT_SECRET"));
    int status = REFUSED.getOrDefault(env("SCENARIO"), 200);
    HttpResponse<String> response = client.getCustomer(env("CUSTOMER_ID"));
    boolean isCustomer = response.body().contains("\"customerId\":\"" + env("CUSTOMER_ID") + "\"");
    if (response.statusCode() != status || isCustomer != (status == 200)) {
      throw new AssertionError("expected " + status + ", got " + response.statusCode());
    }
  }

  static String env(String name) {
    return System.getenv().getOrDefault("VIPMP_" + name, "");
  }

  /** A client that follows the contract: every attempt after a response has new ids. */
  static class Client {
    static final int ATTEMPTS = 4;
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    final String baseUrl, imsUrl, apiKey, clientSecret;
    String token;

    Client(String baseUrl, String imsUrl, String apiKey, String clientSecret) {
      this.baseUrl = baseUrl;
      this.imsUrl = imsUrl;
      this.apiKey = apiKey;
      this.clientSecret = clientSecret;
    }

    HttpResponse<String> getCustomer(String id) throws IOException, InterruptedException {
      String correlationId = UUID.randomUUID().toString();
      boolean refreshed = false;
      for (int attempt = 1; ; attempt++) {
        long pause = 100L << attempt;
        try {
          HttpResponse<String> response = send(id, correlationId);
          int status = response.statusCode();
          boolean isTransient = status == 429 || status >= 500;
          boolean isExpired = status == 401 && !refreshed;
          if (attempt == ATTEMPTS || !isTransient && !isExpired) return response;
          if (isExpired) {
            refreshed = true;
            token = null;
            pause = 0;
          }
          pause = response.headers().firstValue("Retry-After").map(s -> Long.parseLong(s) * 1000).orElse(pause);
          correlationId = UUID.randomUUID().toString();
        } catch (IOException error) {
          if (attempt == ATTEMPTS) throw error;
        }
        Thread.sleep(pause);
      }
    }

    HttpResponse<String> send(String id, String correlationId) throws IOException, InterruptedException {
      if (token == null) token = fetchToken();
      return http.send(
          HttpRequest.newBuilder(URI.create(baseUrl + "/v3/customers/" + id))
              .timeout(TIMEOUT)
              .header("X-Request-Id", UUID.randomUUID().toString())
              .header("X-Correlation-Id", correlationId)
              .header("Accept", "application/json")
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + token)
              .header("X-Api-Key", apiKey)
              .build(),
          BodyHandlers.ofString());
    }

    String fetchToken() throws IOException, InterruptedException {
      String form =
          "grant_type=client_credentials&scope=openid%2CAdobeID%2Cread_organizations"
              + "&client_id=" + URLEncoder.encode(apiKey, StandardCharsets.UTF_8)
              + "&client_secret=" + URLEncoder.encode(clientSecret, StandardCharsets.UTF_8);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(imsUrl + "/ims/token/v3"))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form))
              .build();
      String body = http.send(request, BodyHandlers.ofString()).body();
      Matcher found = Pattern.compile("\"access_token\":\"([^\"]+)\"").matcher(body);
      if (!found.find()) throw new IOException("IMS gave no token");
      return found.group(1);
    }
  }
}
