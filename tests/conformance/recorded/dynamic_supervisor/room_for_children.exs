# title: max_children, minute by minute
# pins: A restarting child keeps its place, one that ended or was terminated gives it back at once, and a start that fails or is ignored takes none.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    {:ok, sup} = DynamicSupervisor.start_link(strategy: :one_for_one, max_children: 2)
    start = fn spec -> t("start", DynamicSupervisor.start_child(sup, spec)) end
    start.(Kid.spec(:a))
    start.(Kid.spec(:b, restart: :temporary))
    start.(Kid.spec(:c))
    boom(:b, :normal)
    t("count", DynamicSupervisor.count_children(sup))
    start.(Kid.spec(:c))
    old = boom(:a, :crash)
    fresh(:a, old)
    start.(Kid.spec(:d))
    DynamicSupervisor.terminate_child(sup, Process.whereis(:a))
    start.(Kid.spec(:e, init: fn -> {:stop, :no} end))
    start.(Kid.spec(:d))
    t("count", DynamicSupervisor.count_children(sup))
    t("stranger", DynamicSupervisor.terminate_child(sup, self()))
  end
end

H.go(Main)
