package dev.sluice.catalog.deployment;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;

/**
 * Loads payload classes during the build, from class directories as they are now. In dev mode the build's own loader
 * lists the classes of the other modules only once, so it would miss a record that is added while the service runs.
 */
final class PayloadClassLoader extends URLClassLoader {

    private PayloadClassLoader(URL[] directories, ClassLoader parent) {
        super(directories, parent);
    }

    static PayloadClassLoader of(ApplicationArchivesBuildItem archives) {
        URL[] directories =
                directories(archives).stream().map(PayloadClassLoader::url).toArray(URL[]::new);
        return new PayloadClassLoader(directories, Thread.currentThread().getContextClassLoader());
    }

    /** The class directories of the service and of the modules beside it; what comes as a jar is not among them. */
    static List<Path> directories(ApplicationArchivesBuildItem archives) {
        return archives.getAllApplicationArchives().stream()
                .flatMap(archive -> archive.getResolvedPaths().stream())
                .filter(Files::isDirectory)
                .toList();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException notInADirectory) {
                return super.loadClass(name, resolve);
            }
        }
    }

    private static URL url(Path directory) {
        try {
            return directory.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL for " + directory, e);
        }
    }
}
