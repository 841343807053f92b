/// <summary>Named by DOTNET_STARTUP_HOOKS, so that the runtime loads this assembly, which lies beside another program, before the program starts.</summary>
#pragma warning disable MA0047 // the runtime looks for it outside of all namespaces
internal static class StartupHook
#pragma warning restore MA0047
{
    public static void Initialize()
    {
        // To be loaded is all.
    }
}
