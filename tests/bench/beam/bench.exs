# The workloads on the BEAM. `elixir bench.exs <workload> <count> [raw]` prints {"perSecond": n, "bytes": n}.
# One scheduler; time is CPU time of the whole virtual machine.
defmodule Counter do
  use GenServer
  def init(n), do: {:ok, n}
  def handle_call(_, _, n), do: {:reply, n, n + 1}
  def handle_cast(:crash, _), do: exit(:crash)
  def handle_cast(_, n), do: {:noreply, n + 1}
end

defmodule Player do
  use GenServer
  def init(s), do: {:ok, s}
  def handle_cast(_, {0, owner} = s), do: send(owner, :done) && {:noreply, s}
  def handle_cast(peer, {left, owner}), do: GenServer.cast(peer, self()) && {:noreply, {left - 1, owner}}
end

defmodule Child do
  use GenServer
  def start_link(owner), do: GenServer.start_link(Child, owner)
  def init(owner), do: send(owner, self()) && {:ok, owner}
  def handle_cast(:crash, _), do: exit(:crash)
end

# A tree of servers: each asks ten for their sums, by cast, and casts its own to its parent.
defmodule Sky do
  use GenServer
  def init(state), do: {:ok, state, {:continue, :grow}}

  def handle_continue(:grow, {parent, number, 1}) do
    GenServer.cast(parent, number)
    {:stop, :normal, nil}
  end

  def handle_continue(:grow, {parent, number, size}) do
    part = div(size, 10)
    for i <- 0..9, do: {:ok, _} = GenServer.start(Sky, {self(), number + i * part, part})
    {:noreply, {parent, 10, 0}}
  end

  def handle_cast(n, {parent, 1, sum}), do: GenServer.cast(parent, sum + n) && {:stop, :normal, nil}
  def handle_cast(n, {parent, left, sum}), do: {:noreply, {parent, left - 1, sum + n}}
end

defmodule Bench do
  def idle do
    receive do
      :stop -> :ok
    end
  end

  def run("spawn", count, true), do: (for _ <- 1..count, do: spawn(&idle/0)) && :ok
  def run("spawn", count, false), do: (for _ <- 1..count, do: {:ok, _} = GenServer.start(Counter, 0)) && :ok
  def run("spawn server", count, _), do: run("spawn", count, false)

  def run("call", count, _) do
    {:ok, p} = GenServer.start(Counter, 0)
    for _ <- 1..count, do: GenServer.call(p, :next)
  end

  def run("cast", count, _) do
    {:ok, p} = GenServer.start(Counter, 0)
    for _ <- 1..count, do: GenServer.cast(p, :next)
    GenServer.call(p, :next, :infinity)
  end

  def run("ping-pong", count, _) do
    {:ok, a} = GenServer.start(Player, {div(count, 2), self()})
    {:ok, b} = GenServer.start(Player, {div(count, 2), self()})
    GenServer.cast(a, b)
    receive do: (:done -> :ok)
  end

  def run("ping-pong plain", count, _) do
    me = self()
    a = spawn(fn -> ping_pong(div(count, 2), me) end)
    b = spawn(fn -> ping_pong(div(count, 2), me) end)
    send(a, b)
    receive do: (:done -> :ok)
  end

  def run("ring", count, _) do
    me = self()
    last = spawn(fn -> receive do: ({:first, first} -> close_ring(first, me)) end)
    first = Enum.reduce(1..999, last, fn _, next -> spawn(fn -> hop(next) end) end)
    send(last, {:first, first})
    send(first, count)
    receive do: (:done -> :ok)
  end

  def run("skynet", count, false) do
    for _ <- 1..count do
      {:ok, _} = GenServer.start(Sky, {self(), 0, 100_000})
      receive do: ({:"$gen_cast", 4_999_950_000} -> :ok)
    end
  end

  def run("skynet", count, true) do
    for _ <- 1..count do
      me = self()
      spawn(fn -> skynet(me, 0, 100_000) end)
      receive do: (4_999_950_000 -> :ok)
    end
  end

  def run("restart after a crash", count, _), do: restarts(count, &GenServer.cast(&1, :crash))
  def run("restart after a kill", count, _), do: restarts(count, &Process.exit(&1, :kill))

  defp ping_pong(0, owner), do: send(owner, :done)

  defp ping_pong(left, owner) do
    receive do
      peer -> send(peer, self()) && ping_pong(left - 1, owner)
    end
  end

  defp hop(next) do
    receive do
      hops -> send(next, hops - 1) && if(hops > 0, do: hop(next))
    end
  end

  defp close_ring(first, owner) do
    receive do
      hops when hops <= 0 -> send(owner, :done)
      hops -> send(first, hops - 1) && close_ring(first, owner)
    end
  end

  defp skynet(parent, number, 1), do: send(parent, number)

  defp skynet(parent, number, size) do
    me = self()
    part = div(size, 10)
    for i <- 0..9, do: spawn(fn -> skynet(me, number + i * part, part) end)
    send(parent, Enum.reduce(1..10, 0, fn _, sum -> receive do: (n -> sum + n) end))
  end

  defp restarts(count, stop) do
    {:ok, sup} = Supervisor.start_link([{Child, self()}], strategy: :one_for_one, max_restarts: 1_000_000_000, max_seconds: 1)
    for _ <- 1..count, do: stop.(receive do: (pid when is_pid(pid) -> pid))
    receive do: (pid when is_pid(pid) -> pid)
    Supervisor.stop(sup)
  end
end

Logger.configure(level: :none)
:logger.set_primary_config(:level, :none)
[name, count | rest] = System.argv()
{count, raw} = {String.to_integer(count), rest == ["raw"]}
for _ <- 1..2, do: Bench.run(name, max(div(count, 5), 1), raw)
before = :erlang.memory(:processes)
:erlang.statistics(:runtime)
{started, _} = :erlang.statistics(:runtime)
Bench.run(name, count, raw)
{ended, _} = :erlang.statistics(:runtime)
bytes = (:erlang.memory(:processes) - before) / count
IO.puts(~s({"perSecond": #{count / max(ended - started, 1) * 1000}, "bytes": #{bytes}}))
System.halt(0)
