# title: a registry that is not there
# pins: Every function raises, and so does everything that takes a name in it, but for a cast.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    name = {:via, Registry, {Nowhere, :key}}

    for {label, fun} <- [
          register: fn -> Registry.register(Nowhere, :key, 1) end,
          unregister: fn -> Registry.unregister(Nowhere, :key) end,
          lookup: fn -> Registry.lookup(Nowhere, :key) end,
          keys: fn -> Registry.keys(Nowhere, self()) end,
          count: fn -> Registry.count(Nowhere) end,
          dispatch: fn -> Registry.dispatch(Nowhere, :key, fn _ -> :ok end) end,
          update: fn -> Registry.update_value(Nowhere, :key, & &1) end,
          put_meta: fn -> Registry.put_meta(Nowhere, :key, 1) end,
          whereis: fn -> GenServer.whereis(name) end,
          call: fn -> GenServer.call(name, :x) end,
          cast: fn -> GenServer.cast(name, :x) end,
          stop: fn -> GenServer.stop(name) end,
          start: fn -> Agent.start(fn -> 1 end, name: name) end
        ],
        do: t(f(label), c(fun))
  end
end

H.go(Main)
