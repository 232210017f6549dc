# title: a process that monitors itself
# pins: The reference is given, and nothing else: nobody is watched, and the alias that was asked for does not exist.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    Process.register(self(), :me)
    for {how, watch} <- [
          pid: fn -> Process.monitor(self()) end,
          name: fn -> Process.monitor(:me) end,
          alias: fn -> :erlang.monitor(:process, self(), alias: :explicit_unalias) end,
          demonitor: fn -> :erlang.monitor(:process, self(), alias: :demonitor) end,
          reply: fn -> :erlang.monitor(:process, :me, alias: :reply_demonitor, tag: :ended) end
        ] do
      ref = watch.()
      send(ref, :by_alias)
      t(f(how), {ref, flush()})
      t("monitors", Process.info(self(), :monitors))
      t("unalias", :erlang.unalias(ref))
      t("demonitor", {:erlang.demonitor(ref, [:info]), Process.demonitor(ref)})
    end
  end
end

H.go(Main)
