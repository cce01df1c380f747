package io.github.rulewarden.doctor.host;

/** tailscaled's LocalAPI. */
public interface LocalApi {
  /**
   * Sends a GET request and returns the body of the response.
   *
   * @param path such as {@code /localapi/v0/prefs}
   */
  Probe<String> get(String path);
}
