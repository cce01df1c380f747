package io.github.rulewarden.doctor.host;

/** What tailscaled answers to local users. */
public interface LocalApi {
  /**
   * The body of the answer to a GET.
   *
   * @param path such as {@code /localapi/v0/prefs}
   */
  Probe<String> get(String path);
}
