# title: dispatch in parallel
# pins: With parallel each partition of a registry of duplicate keys is served by a task of the caller; what fails there fails in the await of that task, normal exits too; a caller that does not trap exits ends with it; unique keys are served by the caller itself.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    Process.flag(:trap_exit, true)
    {:ok, _} = Registry.start_link(keys: :duplicate, name: Reg, partitions: 3)

    for i <- 1..9 do
      p = idle("p#{i}")
      run_in(p, fn -> Registry.register(Reg, :k, i) end)
    end

    me = self()
    dispatch = fn fun, opts -> Registry.dispatch(Reg, :k, fun, opts) end
    t("sent", dispatch.(fn entries -> for {_, i} <- entries, do: send(me, {self() == me, i}) end, parallel: true))
    t("by others", for({own, i} <- flush(20), is_integer(i), do: {i, own}) |> Enum.sort())
    t("raise", c(fn -> dispatch.(fn _ -> raise "oops" end, parallel: true) end))
    t("exit", c(fn -> dispatch.(fn _ -> exit(:bye) end, parallel: true) end))
    t("normal", c(fn -> dispatch.(fn _ -> exit(:normal) end, parallel: true) end))
    t("in the caller", c(fn -> dispatch.(fn _ -> exit(:bye) end, parallel: false) end))
    t("told", flush(20) |> Enum.map(&elem(&1, 0)) |> Enum.uniq() |> Enum.sort())
    t("nobody", Registry.dispatch(Reg, :nope, fn _ -> t("never") end, parallel: true))
    for reason <- [:bye, :normal], do: t("caller ends", wait(mon(spawn(fn -> dispatch.(fn _ -> exit(reason) end, parallel: true) end))))

    {:ok, _} = Registry.start_link(keys: :unique, name: Uni, partitions: 3)
    Registry.register(Uni, :k, 1)
    Registry.dispatch(Uni, :k, fn entries -> t("unique", {self() == me, entries}) end, parallel: true)
  end
end

H.go(Main)
