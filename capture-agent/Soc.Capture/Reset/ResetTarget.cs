using Soc.Capture.Flows;

namespace Soc.Capture.Reset;

/// <summary>Whose connections are to be broken off.</summary>
public abstract record ResetTarget
{
    internal abstract bool Covers(Flow flow);

    internal abstract bool IsProtectedBy(NeverBlock neverBlock);
}
