# title: without a partition supervisor
# pins: Whoever looks for a partition of a supervisor that is not there exits with noproc; a cast is lost.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Main do
  import H

  def run do
    name = {:via, PartitionSupervisor, {:nobody, 1}}
    t("partitions", c(fn -> PartitionSupervisor.partitions(:nobody) end))
    t("which", c(fn -> PartitionSupervisor.which_children(:nobody) end))
    t("whereis", c(fn -> GenServer.whereis(name) end))
    t("call", c(fn -> GenServer.call(name, :x) end))
    t("stop", c(fn -> GenServer.stop(name) end))
    t("cast", c(fn -> GenServer.cast(name, :x) end))
  end
end

H.go(Main)
