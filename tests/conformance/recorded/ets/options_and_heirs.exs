# title: options, setopts and heirs that end
# pins: The last option of a kind counts, but the defaults set and protected undo nothing; setopts takes heir and protection only; a process that has ended before it is named heir is none, one that ends later stays in info but inherits nothing; a default row is looked at even where it is not needed.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    for options <- [[:private, :public], [:public, :protected], [:bag, :set], [:bag, :duplicate_bag], [:named_table, {:keypos, 3}, {:keypos, 2}]] do
      tab = :ets.new(:tab, options)
      t(f(options), for(item <- [:type, :protection, :keypos, :named_table], do: :ets.info(tab, item)))
      :ets.delete(tab)
    end

    tab = :ets.new(:tab, [:public])
    heir = idle("heir")

    for change <- [
          {:protection, :private},
          [{:protection, :public}, {:heir, heir, :data}],
          [],
          :public,
          [:public],
          {:keypos, 2},
          {:heir, heir},
          {:heir, :none, 1},
          {:protection, :open},
          [{:heir, :none}, {:heir, :none}]
        ],
        do: t("setopts " <> f(change), c(fn -> :ets.setopts(tab, change) end))

    t("heir", :ets.info(tab, :heir))
    send(heir, :stop)
    gone(heir)
    t("after its end", :ets.info(tab, :heir))
    :ets.setopts(tab, {:heir, heir, :data})
    t("named when dead", :ets.info(tab, :heir))
    me = self()
    late = idle("late")
    owner = idle("owner")
    run_in(owner, fn -> send(me, :ets.new(:left, [{:heir, late, :data}])) end)
    left = next()
    send(late, :stop)
    gone(late)
    t("late", :ets.info(left, :heir))
    send(owner, :stop)
    gone(owner)
    t("left", :ets.info(left))

    :ets.insert(tab, {:k, 1})
    t("no row to start from", c(fn -> :ets.update_counter(tab, :k, 1, :none) end))
    t("row", :ets.update_counter(tab, :k, 1, {:k, 5, :unused}))
  end
end

H.go(Main)
