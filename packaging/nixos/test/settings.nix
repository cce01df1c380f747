# Every key, with a value other than its default.
{
  mode = "observe";
  strategy = "relocate";
  tailscale = { table = 53; bypass-mark = "0x40000/0xff0000"; interface = "tailscale1"; };
  vpn = { tables = [ 51821 "0xca6d" ]; ignore = [ ]; priorities = "5400-5999"; };
  budget = { repairs = 5; window = "30s"; max-backoff = "1min"; };
  leaks.restore = false;
  metrics.textfile = "/var/lib/node-exporter/rulewarden.prom";
}
