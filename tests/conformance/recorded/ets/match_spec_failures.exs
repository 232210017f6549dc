# title: expressions that cannot be computed
# pins: In a guard a failure makes the guard false, whatever stands around it; in a body only the call that failed is 'EXIT', and what stands around it goes on. A specification that might change a key is refused by select_replace as a whole, and with it one that no row matches.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    tab = :ets.new(:tab, [:ordered_set])
    :ets.insert(tab, [{1, :a, 5}, {2, 7, 0}, {3, %{k: 4}, -2}])
    ask = fn guards, body -> :ets.select(tab, [{{:"$1", :"$2", :"$3"}, guards, body}]) end
    bad = {:+, :"$2", 1}

    guards = [
      {:orelse, bad, true},
      {:orelse, true, bad},
      {:or, true, bad},
      {:"/=", bad, 8},
      {:not, {:is_integer, bad}},
      {:andalso, {:is_integer, :"$2"}, {:>, bad, 0}},
      {:xor, true, :"$2"},
      {:>, {:map_get, :k, :"$2"}, 3},
      {:is_map_key, :k, :"$2"},
      {:andalso, true, :"$2"},
      :"$2"
    ]

    for {guard, n} <- Enum.with_index(guards), do: t("guard #{n}", ask.([guard], [:"$1"]))

    bodies = [
      bad,
      {{:"$1", bad}},
      [:"$1", bad, [:"$3", bad]],
      %{n: :"$1", sum: bad},
      {:==, bad, :EXIT},
      {:is_atom, {:div, :"$3", :"$3"}},
      {:orelse, {:>, bad, 3}, :"$1"},
      {:andalso, {:is_integer, :"$2"}, {:>, bad, 3}},
      {:element, {:div, 6, :"$3"}, :"$_"}
    ]

    for {body, n} <- Enum.with_index(bodies), do: t("body #{n}", ask.([], [body]))

    t("counted", :ets.select_count(tab, [{{:_, :"$1", :_}, [], [{:>, {:+, :"$1", 1}, 0}]}]))

    replace = fn head, body -> c(fn -> :ets.select_replace(tab, [{head, [], [body]}]) end) end
    t("row", replace.({:"$1", :"$2", 99}, :"$_"))
    t("same variable", replace.({:"$1", :"$2", 5}, {{:"$1", bad, :new}}))
    t("other variable", replace.({:"$1", :"$2", 99}, {{:"$2", :"$1"}}))
    t("computed key", replace.({:"$1", :"$2", 99}, {{{:+, :"$1", 0}, 1}}))
    t("key of the row", replace.({:_, 7, :_}, {{{:element, 1, :"$_"}, :old}}))
    t("constant key", replace.({3, :_, :_}, {{3, :three}}))
    t("constant row", replace.({3, :_}, {:const, {3, :drei}}))
    t("other constant", replace.({99, :_, :_}, {{98, :x}}))
    t("no row", replace.({:"$1", :_, 99}, true))
    t("variables", replace.({:"$1", :_, 99}, :"$$"))
    t("left", :ets.tab2list(tab))
  end
end

H.go(Main)
