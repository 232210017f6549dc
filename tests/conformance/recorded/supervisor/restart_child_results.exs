# title: restart_child that fails
# pins: restart_child keeps the specification whatever comes of the start: an error, ignore, or a process.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    :ets.new(:mode, [:named_table, :public])
    :ets.insert(:mode, {:init, {:ok, nil}})
    init = fn -> :ets.lookup_element(:mode, :init, 2) end
    {:ok, sup} = Supervisor.start_link([Kid.spec(:a, init: init)], strategy: :one_for_one)

    for result <- [{:stop, :no}, :ignore, {:ok, nil}] do
      Supervisor.terminate_child(sup, :a)
      :ets.insert(:mode, {:init, result})
      t("restart", Supervisor.restart_child(sup, :a))
      t("children", kids(sup))
    end

    Supervisor.stop(sup)
  end
end

H.go(Main)
