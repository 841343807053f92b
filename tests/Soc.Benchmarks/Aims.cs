namespace Soc.Benchmarks;

/// <summary>Aims and baselines by the name of a row.</summary>
internal static class Aims
{
    public const string Pump = "pump → entity, entities live";
    public const string PumpCold = "pump → entity, every user new";
    public const string PumpBaseline = "the same in a dictionary, one thread, entities live";
    public const string PumpColdBaseline = "the same in a dictionary, one thread, every user new";
    public const string Dispatch = "dispatch to live entities, hand-over within the silo";
    public const string DispatchCall = "dispatch to live entities, a call an entity";
    public const string DispatchBaseline = "dispatch to entities in a dictionary";
    public const string Checkpoint = "a checkpoint round";
    public const string AppliedBesideCheckpoints = "log → entities beside checkpoint rounds without a rest";
    public const string AppliedWithoutCheckpoints = "log → entities without checkpoints";
    public const string EndToEnd = "end to end, HEC in → state applied, 100,000 users";
    public const string EndToEndPerCore = "end to end, by the product's own CPU";
    public const string EndToEndCold = "end to end, every user new";
    public const string EndToEndBaseline = "the same lines parsed, then a dictionary, one thread";
    public const string SignalLagP50 = "append → signal p50 at half load";
    public const string SignalLagP99 = "append → signal p99 at half load";
    public const string Pause = "longest stop for garbage at half load";
    public const string StreamLagP50 = "HEC's acknowledgement → incident on the live stream p50 at half load";
    public const string StreamLagP99 = "HEC's acknowledgement → incident on the live stream p99 at half load";
    public const string BlockLagP50 = "append → block in the feed p50 at 20,000 events/s";
    public const string BlockLagP99 = "append → block in the feed p99 at 20,000 events/s";
    public const string Memory = "memory of a live user";
    public const string MemoryDevice = "memory of a live device";
    public const string MemoryBaseline = "memory of a user in a dictionary";
    public const string SshdCore = "sshd lines, parse + one rule, one thread";
    public const string SshdPump = "sshd lines, parse + log + pump + every address rule";
    public const string CrowdSec = "sshd lines, CrowdSec, one rule";
    public const string CrowdSecRatio = "sshd lines/s against CrowdSec";

    public const string ClusterSpread = "end to end, 3 silos, entities anywhere";
    public const string ClusterSpreadCpu = "CPU of 3 silos and a gateway, entities anywhere";
    public const string Failover = "a killed silo's partitions are read again";
    public const string MillionUsers = "memory of 1,000,000 live users";
    public const string MillionMemory = "memory of the same with their devices and addresses";
    public const string MillionCold = "1,000,000 new users";
    public const string MillionBack = "users back from the store after a restart";

    public const string Tcpdump = "capture, tcpdump to nowhere";
    public const string Softflowd = "capture, softflowd";
    public const string Argus = "capture, argus";
    public const string NdpiReader = "capture, ndpiReader";
    public const string Tshark = "capture, tshark";
    public const string CaptureFlows = "capture, flows only";
    public const string CaptureAll = "capture, every protocol";
    public const string CaptureEvents = "capture, every protocol, events as packed JSON";
    public const string CaptureFlowsRatio = "flows only against softflowd";
    public const string CaptureAllRatio = "every protocol against ndpiReader";
    public const string CaptureEventsRatio = "packed events against ndpiReader";
    public const string CaptureFlowsAllocated = "allocated in steady state, flows only";
    public const string CaptureQuietAllocated = "allocated in steady state, every protocol";
    public const string CaptureMemory = "memory of 100,000 connections at once";
    public const string LiveRate = "live on a cable, sent";
    public const string LiveLost = "live on a cable, lost";

    public static string Cluster(int silos) => FormattableString.Invariant($"end to end, {silos} silos over loopback");

    public static string ClusterCpu(int silos) => FormattableString.Invariant($"CPU of {silos} silos and a gateway");

    public static string ClusterLag(int silos, string quantile) => FormattableString.Invariant($"append → signal {quantile}, {silos} silos at half load");

    private static readonly Dictionary<string, Aim> ByRow = new(StringComparer.Ordinal)
    {
        [Pump] = new(Baseline: PumpBaseline),
        [PumpCold] = new(Baseline: PumpColdBaseline),
        [Dispatch] = new(800_000, Baseline: DispatchBaseline),
        [DispatchCall] = new(Baseline: DispatchBaseline),
        [AppliedBesideCheckpoints] = new(Baseline: AppliedWithoutCheckpoints),
        [EndToEnd] = new(150_000, Baseline: EndToEndBaseline),
        [SignalLagP99] = new(500, IsCeiling: true),
        [Pause] = new(250, IsCeiling: true),
        [BlockLagP99] = new(2_000, IsCeiling: true),
        [Memory] = new(4_500, IsCeiling: true, Baseline: MemoryBaseline),
        [SshdCore] = new(Baseline: CrowdSec),
        [SshdPump] = new(Baseline: CrowdSec),
        [CrowdSecRatio] = new(15),
        [Cluster(2)] = new(Baseline: Cluster(1)),
        [Cluster(3)] = new(Baseline: Cluster(1)),
        [ClusterCpu(2)] = new(Baseline: ClusterCpu(1)),
        [ClusterCpu(3)] = new(Baseline: ClusterCpu(1)),
        [ClusterSpread] = new(Baseline: Cluster(3)),
        [ClusterSpreadCpu] = new(Baseline: ClusterCpu(3)),
        [Failover] = new(15, IsCeiling: true),
        [MillionUsers] = new(5, IsCeiling: true),
        [Softflowd] = new(Baseline: Tcpdump),
        [Argus] = new(Baseline: Softflowd),
        [NdpiReader] = new(Baseline: Softflowd),
        [Tshark] = new(Baseline: NdpiReader),
        [CaptureFlows] = new(Baseline: Softflowd),
        [CaptureFlows + ", inner"] = new(Baseline: Softflowd),
        [CaptureFlows + ", warm"] = new(Baseline: Softflowd),
        [CaptureAll] = new(Baseline: NdpiReader),
        [CaptureAll + ", inner"] = new(Baseline: NdpiReader),
        [CaptureAll + ", warm"] = new(Baseline: NdpiReader),
        [CaptureAll + ", the corpus"] = new(Baseline: NdpiReader + ", the corpus"),
        [CaptureEvents] = new(Baseline: NdpiReader),
        [CaptureEvents + ", inner"] = new(Baseline: NdpiReader),
        [CaptureEvents + ", warm"] = new(Baseline: NdpiReader),
        [CaptureFlowsRatio] = new(3),
        [CaptureAllRatio] = new(3),
        [CaptureFlowsAllocated] = new(0.01, IsCeiling: true),
        [CaptureQuietAllocated] = new(0.01, IsCeiling: true),
        [CaptureMemory] = new(200, IsCeiling: true),
        [LiveLost] = new(1, IsCeiling: true),
    };

    public static Aim? Of(string row) => ByRow.GetValueOrDefault(row);
}
