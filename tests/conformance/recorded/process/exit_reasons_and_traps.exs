# title: exit reasons through links and signals
# pins: Each kind of reason through a link, sent to a process and sent to one that traps exits.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H
  def run do
    Process.flag(:trap_exit, true)
    for r <- [:normal, :kill, :killed, :shutdown, {:shutdown, 1}, nil, {:a, [1]}, "text"] do
      spawn_link(fn -> exit(r) end)
      t(f(r), next())
      p = spawn_link(fn -> Process.sleep(:infinity) end)
      Process.exit(p, r)
      t("sig " <> f(r), next(20))
      q = spawn_link(fn -> Process.flag(:trap_exit, true); receive do x -> exit({:got, x}) end end)
      Process.sleep(5)
      Process.exit(q, r)
      t("trap " <> f(r), next(20))
    end
    p = idle("d")
    Process.exit(p, :kill)
    gone(p)
    t("exit dead", Process.exit(p, :x))
    t("unlink dead", Process.unlink(p))
    t("alive", Process.alive?(p))
    t("info", [Process.info(p), Process.info(p, :links), Process.info(p, [:links])])
    t("flag", [Process.flag(:trap_exit, true), Process.flag(:trap_exit, false), Process.flag(:priority, :high), Process.flag(:priority, :normal)])
    t("bad flag", c(fn -> Process.flag(:trap_exit, 1) end))
    t("bad flag", c(fn -> Process.flag(:bogus, 1) end))
    t("bad exit", c(fn -> Process.exit(:name, :x) end))
    t("bad link", c(fn -> Process.link(:name) end))
  end
end

H.go(Main)
