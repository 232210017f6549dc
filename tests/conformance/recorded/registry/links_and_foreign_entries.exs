# title: whose entry it is
# pins: The partition is linked while the process has an entry; nobody changes or removes the entries of others.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    {:ok, _} = Registry.start_link(keys: :unique, name: Reg)
    {:ok, partition} = Registry.register(Reg, :mine, 1)
    linked = fn -> partition in elem(Process.info(self(), :links), 1) end
    t("linked", linked.())
    t("twice", Registry.register(Reg, :mine, 2))
    t("update", Registry.update_value(Reg, :mine, &(&1 + 5)))
    other = idle("other")
    run_in(other, fn -> Registry.register(Reg, :theirs, :v) end)
    t("update theirs", Registry.update_value(Reg, :theirs, & &1))
    t("unregister theirs", Registry.unregister(Reg, :theirs))
    t("theirs", {Registry.lookup(Reg, :theirs), Registry.keys(Reg, other), Registry.values(Reg, :theirs, self())})
    t("no match", {Registry.unregister_match(Reg, :mine, 7), Registry.lookup(Reg, :mine)})
    t("match", {Registry.unregister_match(Reg, :mine, :"$1", [{:>, :"$1", 5}]), Registry.lookup(Reg, :mine)})
    t("linked", linked.())
    t("count", Registry.count_select(Reg, [{{:_, :_, :"$1"}, [{:==, :"$1", :v}], [true]}]))
  end
end

H.go(Main)
