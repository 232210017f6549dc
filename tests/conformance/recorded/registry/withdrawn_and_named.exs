# title: partial removals, absent listeners and duplicate names
# pins: unregister_match tells listeners once nothing of the caller is left under the key, also when nothing was there; keys come latest first; a listener that is not there makes the call raise after the entry was made; with duplicate keys register_name says yes and send reaches the only holder.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    Process.register(self(), :listener)
    {:ok, _} = Registry.start_link(keys: :duplicate, name: Reg, listeners: [:listener])
    for {k, v} <- [{:a, 1}, {:b, 2}, {:a, 3}, {:c, 4}, {:b, 5}], do: Registry.register(Reg, k, v)
    t("told", flush() |> length())
    t("keys", Registry.keys(Reg, self()))
    t("no match", {Registry.unregister_match(Reg, :a, :other), flush(), Registry.keys(Reg, self())})
    t("one of two", {Registry.unregister_match(Reg, :a, 1), flush(), Registry.keys(Reg, self())})
    t("the last", {Registry.unregister_match(Reg, :a, :"$1", [{:>, :"$1", 2}]), flush(), Registry.keys(Reg, self())})
    t("both", {Registry.unregister_match(Reg, :b, :_), flush(), Registry.keys(Reg, self())})
    t("not there", {Registry.unregister_match(Reg, :nope, :_), flush()})
    t("not there", {Registry.unregister(Reg, :nope), flush()})
    p = idle("p")
    run_in(p, fn -> Registry.register(Reg, :c, 6) end)
    t("of another", {Registry.unregister_match(Reg, :c, 6), Registry.lookup(Reg, :c)})
    flush()

    t("register_name", {Registry.register_name({Reg, :name}, self()), Registry.register_name({Reg, :name}, self())})
    t("holders", Registry.values(Reg, :name, self()))
    t("whereis_name", c(fn -> Registry.whereis_name({Reg, :name}) end))
    t("start", c(fn -> Agent.start(fn -> 1 end, name: {:via, Registry, {Reg, :agent}}) end))
    t("unregister_name", Registry.unregister_name({Reg, :name}))
    Registry.register_name({Reg, :name}, self())
    flush()
    t("send", {Registry.send({Reg, :name}, :hello), flush()})
    t("send to nobody", c(fn -> Registry.send({Reg, :nobody}, :hello) end))

    {:ok, _} = Registry.start_link(keys: :unique, name: Told, listeners: [:listener, :absent])
    t("absent listener", c(fn -> Registry.register(Told, :k, 1) end))
    t("registered", {Registry.lookup(Told, :k), flush()})
    t("unregister", c(fn -> Registry.unregister(Told, :k) end))
    t("unregistered", {Registry.lookup(Told, :k), flush()})
    t("name", c(fn -> Registry.register_name({Told, :n}, self()) end))
    t("named", Registry.whereis_name({Told, :n}))
  end
end

H.go(Main)
