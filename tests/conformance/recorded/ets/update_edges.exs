# title: updates at the edges
# pins: update_element and update_counter change all or nothing, never the key, and never a bag; thresholds wrap in the direction of the step.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    tab = :ets.new(:tab, [:set])
    :ets.insert(tab, {:k, 1, 2, :x})
    t("elements", :ets.update_element(tab, :k, [{3, 8}, {4, :y}, {3, 7}]))
    t("nothing", {:ets.update_element(tab, :k, []), :ets.update_counter(tab, :k, [])})
    t("missing", :ets.update_element(tab, :no, {2, 1}))
    for bad <- [{1, :z}, {5, 1}, {0, 1}, [{2, 1}, {9, 1}]], do: t("bad element", c(fn -> :ets.update_element(tab, :k, bad) end))
    t("row", :ets.lookup(tab, :k))
    for good <- [{2, 1}, {2, 5, 5, 0}, {2, 0, 100, 3}, {2, -20, 0, 100}], do: t("counter", :ets.update_counter(tab, :k, good))

    for bad <- [{4, 1}, {1, 1}, {9, 1}, {2, :x}, {2, 1.5}, {2, 1, :x, 0}],
        do: t("bad counter", c(fn -> :ets.update_counter(tab, :k, bad) end))

    t("default", {:ets.update_counter(tab, :n, 3, {:other, 4}), :ets.lookup(tab, :n)})
    t("bad default", {c(fn -> :ets.update_counter(tab, :m, {2, 1}, {:m, :x}) end), :ets.member(tab, :m)})
    bag = :ets.new(:bag, [:bag])
    :ets.insert(bag, {:k, 1})
    t("bag", {c(fn -> :ets.update_counter(bag, :k, 1) end), c(fn -> :ets.update_element(bag, :k, {2, 1}) end)})
    second = :ets.new(:second, [{:keypos, 2}])
    :ets.insert(second, {1, :k, 5})
    t("keypos 2", {:ets.update_counter(second, :k, 1), :ets.update_counter(second, :k, {1, 1}), :ets.lookup(second, :k)})
    t("slot", {:ets.slot(:ets.new(:o, [:ordered_set]), 0), c(fn -> :ets.slot(tab, -1) end)})
    t("rename", {:ets.rename(tab, :renamed), :ets.info(tab, :name), :ets.whereis(:renamed)})
    t("no clauses", :ets.select(tab, []))
  end
end

H.go(Main)
