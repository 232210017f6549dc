# title: lists of rows in a bag
# pins: A list that is inserted into a bag leaves the rows of a key in reverse (in a duplicate_bag in order); rows that came before it stay in front, and an equal row is not added again.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    for type <- [:bag, :duplicate_bag] do
      tab = :ets.new(:tab, [type])
      :ets.insert(tab, {:k, 0})
      :ets.insert(tab, [{:k, 1}, {:j, 1}, {:k, 2}, {:k, 0}, {:k, 3}, {:j, 2}])
      t(f(type), {:ets.lookup(tab, :k), :ets.lookup_element(tab, :j, 2)})
      t("again", {:ets.insert(tab, [{:k, 2}, {:k, 4}]), :ets.lookup_element(tab, :k, 2)})
      t("insert_new", {:ets.insert_new(tab, [{:n, 1}, {:n, 2}]), :ets.take(tab, :n)})
      t("refused", {:ets.insert_new(tab, [{:m, 1}, {:k, 9}]), :ets.lookup(tab, :m)})
      t("select", :ets.select(tab, [{{:k, :"$1"}, [], [:"$1"]}]))
    end
  end
end

H.go(Main)
